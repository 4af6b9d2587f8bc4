print ch = 65 'A'
print ch_nul = 0 '\000'
print ch_neg = -1 '\377'
print ch_quote = 39 '\''
print ch_back = 92 '\\'
print ch_nl = 10 '\n'
print ch_esc = 27 '\033'
print ch_dq = 34 '"'
print ch_del = 127 '\177'
print sch = -5 '\373'
print uch = 200 '\310'
print u8v = 65 'A'
print s8v = -65 '\277'
print sh = -32768
print ush = 65535
print i = -1
print i_zero = 0
print u = 4294967295
print l = -9223372036854775808
print ul = 18446744073709551615
print ll = 1234567890123456789
print i128 = -5
print i128big = 1512366075204170947332355369683137040
print u128 = 340282366920938463463374607431768211455
print yes = true
print no = false
print odd_bool = {raw = 5 '\005', b = 5}
print f = 1.5
print f_third = 0.333333343
print f_big = 1.00000002e+20
print f_zero = 0
print f_negz = -0
print f_inf = inf
print f_nan = nan(0x400000)
print d = 3.1415926535897931
print d_tenth = 0.10000000000000001
print d_big = 1.0000000000000001e+300
print d_int = 100000
print d_million = 123456789
print d_neg_inf = -inf
print d_nan = nan(0x8000000000005)
print d_tiny = 4.9406564584124654e-324
print d_neg_nan = -nan(0x8000000000000)
print ld = 1.10000000000000000002
print ld_one = 1
print ld_neg = -12345.6779999999999999
print ld_zero = 0
print ld_inf = inf
print col = BLUE
print col_bad = 3
print fl0 = 0
print fl1 = F_A
print fl2 = (F_A | F_C)
print fl3 = (F_B | unknown: 0x8)
print fl4 = (unknown: 0x8)
print fl5 = (F_A | F_B | F_C | F_HIGH | unknown: 0x80000000)
print fl6 = F_HIGH
print fz0 = Z_NONE
print fz1 = (Z_A | Z_B)
print fz2 = (unknown: 0x4)
print fz3 = Z_A
print fm0 = 7
print fm1 = 2
print fm2 = 14
print fm3 = M_MASK
print fm4 = 16
print fm5 = 0
print fh0 = 11
print fh1 = 2
print fh2 = H_A
print fh3 = 9
print fo0 = O_AB
print fo1 = 7
print fo2 = 0
print fo3 = O_B
print fo4 = 4
print fd0 = D_A
print fd1 = (D_A | D_B)
print fd2 = 0
print fd3 = (D_A | unknown: 0x4)
print en0 = N_MINUS
print en1 = 3
print en2 = -2
print eo = 0
print eo2 = ONLY
print eo3 = (unknown: 0x2)
print eb = BIG
print eb2 = -9223372036854775807
print eb3 = 0
print p_null = (int *) 0x0
print p_int = (int *) 0x403000 <global_int>
print p_bad = (int *) 0x8
print pv = (void *) 0x403000 <global_int>
print pv_null = (void *) 0x0
print pv_unmapped = (void *) 0xffff888003b1e400
print pv_mid = (void *) 0x40300c <origin+4>
print pv_code = (void *) 0x401003 <square+3>
print p_struct = (struct point *) 0x403008 <origin>
print p_struct2 = (struct point *) 0x403010 <global_text>
print s = 0x40233c "hello"
print s_null = 0x0
print s_empty = 0x40233b ""
print s_esc = 0x402328 "a\tb\n\"q\"\\\001\0332\033[0m\200\377z"
print s_bad = 0x1 <error: Cannot access memory at address 0x1>
print s_glob = 0x403010 <global_text> "global text"
print cs = 0x402000 <hello> "hello, world"
print ccs = 0x402000 <hello> "hello, world"
print us = (unsigned char *) 0x402314 "unsigned"
print ss = (signed char *) 0x40230d "signed"
print u8s = (u8 *) 0x402303 "u8 string"
print pp = (char **) 0x405e60 <s>
print fp = (void (*)(void)) 0x40100f <_start>
print fp_null = (void (*)(void)) 0x0
print handler = (handler_t) 0x401000 <square>
print fpp = (int (*(*)[2])(int)) 0x0
print s_long = 0x402230 "01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"...
print s_200 = 0x402160 "01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
print s_199 = 0x402098 "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678"
print s_rep = 0x40207e 'a' <repeats 20 times>, "b"
print s_rep9 = 0x402073 "aaaaaaaaab"
print s_rep10 = 0x402067 "aaaaaaaaaab"
print s_rep11 = 0x40205a 'a' <repeats 11 times>, "b"
print s_rep_mid = 0x402030 "xyz", 'a' <repeats 20 times>, 'b' <repeats 17 times>, "q"
print s_oct = 0x402027 "\0011\0029\003x"
print a_exact = "hello"
print a_nul = "hello"
print a_pad = "hello\000\000\000\000\000\000\000\000\000\000"
print a_pad20 = "hello", '\000' <repeats 26 times>
print a_zero = '\000' <repeats 15 times>
print a_zero8 = "\000\000\000\000\000\000\000"
print a_one = ""
print a_onec = "x"
print a_in = "ab\000cd\000\000\000\000\000\000\000\000\000\000"
print a_long = "short", '\000' <repeats 294 times>
print a_fill = 'x' <repeats 300 times>
print a_mix = 'x' <repeats 150 times>, 'y' <repeats 100 times>...
print a_alt = "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij"...
print s_end = 0x600ffa <page_end+4090> "tttttt"<error: Cannot access memory at address 0x601000>
print s_end0 = 0x601000 <error: Cannot access memory at address 0x601000>
print s_endl = 0x600ed8 <page_end+3800> ""
print m2many = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121, 122, 123, 124, 125, 126, 127, 128, 129, 130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 140, 141, 142, 143, 144, 145, 146, 147, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164, 165, 166, 167, 168, 169, 170, 171, 172, 173, 174, 175, 176, 177, 178, 179, 180, 181, 182, 183, 184, 185, 186, 187, 188, 189, 190, 191, 192, 193, 194, 195, 196, 197, 198, 199...}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121, 122, 123, 124, 125, 126, 127, 128, 129, 130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 140, 141, 142, 143, 144, 145, 146, 147, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164, 165, 166, 167, 168, 169, 170, 171, 172, 173, 174, 175, 176, 177, 178, 179, 180, 181, 182, 183, 184, 185, 186, 187, 188, 189, 190, 191, 192, 193, 194, 195, 196, 197, 198, 199...}}
print anon = {a = 1, {b = 2, {c = 3, {d = 3}}}}
print veryd = {x = {x = {x = {x = {x = {x = {x = {x = {x = {x = {x = {x = {x = {x = {x = {x = {x = {x = {x = {x = {...}}}}}}}}}}}}}}}}}}}}}
print ua = "\001\002\003ab\000\000"
print mac = "RT\000\0224V"
print a2 = {"ab\000\000\000\000\000", "cd\000\000\000\000\000", "\000\000\000\000\000\000\000"}
print a2r = {"\000\000\000" <repeats 20 times>}
print ia = {1, 2, 3, 4, 5}
print ia_rep = {7, 7, 7, 0 <repeats 37 times>}
print ia_rep10 = {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3}
print ia_rep11 = {1, 0 <repeats 11 times>, 3}
print ia_all = {0 <repeats 16 times>}
print ia_big = {1, 2, 3, 0 <repeats 296 times>, 9}
print ia_inc = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99...}
print m2 = {{1, 2, 3}, {4, 5, 6}}
print m3 = {{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}}
print m2big = {{1, 2, 0 <repeats 148 times>}, {3, 4, 0 <repeats 148 times>}, {5, 6, 0 <repeats 148 times>}}
print m2inc = {{1, 2, 0, 0, 0, 0, 0, 0, 0}, {3, 4, 0, 0, 0, 0, 0, 0, 0}, {5, 6, 0, 0, 0, 0, 0, 0, 0}, {0, 0, 0, 0, 0, 0, 0, 0, 0} <repeats 27 times>}
print sa = {{x = 1, y = 2}, {x = 3, y = 4}, {x = 0, y = 0}}
print sa_rep = {{x = 0, y = 0} <repeats 20 times>}
print sa_big = {{x = 1, y = 2}, {x = 0, y = 0} <repeats 249 times>}
print pt = {x = 10, y = -20}
print n2 = {value = 2, next = 0x0}
print n1 = {value = 1, next = 0x4031b0 <n2>}
print loop = {value = 3, next = 0x403190 <loop>}
print em = {<No data fields>}
print ne = {p = {x = 1, y = 2}, {i = 1065353216, f = 1, bytes = "\000\000\200?"}, named = {a = 5, c = 99 'c'}, ptr = 0x403008 <origin>, name = "name", '\000' <repeats 11 times>, str = 0x402020 "string", fn = 0x401000 <square>, color = GREEN}
print bi = {a = 5, b = -3, c = true, d = 1099511627775, e = BLUE, f = -1 '\377', g = 3 '\003', h = 33 '!', i = (F_A | F_C), j = -8 '\370'}
print fx = {n = 3, data = 0x403120 <fx+4>}
print fxc = {n = 3, data = 0x403110 <fxc+4> "flexible"}
print ze = {n = 4, data = 0x40310c <fxc>, tail = 0x40310c <fxc> "\003"}
print de = {b = {c = {d = {a = {1, 2}}}}}
print un = {i = 1094861636, c = "DCBA", p = 0x41424344}
print pa = {0x403008 <origin>, 0x0, 0x403008 <origin>}
print pa_rep = {0x0 <repeats 20 times>}
print sargv = {0x402018 "one", 0x40201c "two", 0x0}
print fns = {0x401000 <square>, 0x0}
print cols = {RED, GREEN, 99}
print bools = {true, false, true, false}
print fa = {1.5, -2, 0.100000001}
print cvi = 9
print parr = (struct point (*)[3]) 0x4039b0 <sa>
print pcarr = (char (*)[16]) 0x405da0 <a_pad>
print size = 4096
print da = {1, 2.5}
print cpt = {x = 1, y = 1}
print pcpt = (const struct point *) 0x402010 <cpt>
print mmio = (volatile u32 *) 0x403000 <global_int>
print arr1 = {1}
print arr0 = 0x406060 <pa_rep>
print int_char_array = {97, 98}
print i128a = {1, 2}
ch = 65 'A'
ch_nul = 0 '\000'
ch_neg = -1 '\377'
ch_quote = 39 '\''
ch_back = 92 '\\'
ch_nl = 10 '\n'
ch_esc = 27 '\033'
ch_dq = 34 '"'
ch_del = 127 '\177'
sch = -5 '\373'
uch = 200 '\310'
u8v = 65 'A'
s8v = -65 '\277'
sh = -32768
ush = 65535
i = -1
i_zero = 0
u = 4294967295
l = -9223372036854775808
ul = 18446744073709551615
ll = 1234567890123456789
i128 = -5
u128 = 340282366920938463463374607431768211455
yes = true
no = false
odd_bool = {raw = 5 '\005', b = 5}
col = BLUE
col_bad = 3
fl0 = 0
fl1 = F_A
fl2 = (F_A | F_C)
fl3 = (F_B | unknown: 0x8)
fl4 = (unknown: 0x8)
fl5 = (F_A | F_B | F_C | F_HIGH | unknown: 0x80000000)
fl6 = F_HIGH
fz0 = Z_NONE
fz1 = (Z_A | Z_B)
fz2 = (unknown: 0x4)
fz3 = Z_A
fm0 = 7
fm1 = 2
fm2 = 14
fm3 = M_MASK
fm4 = 16
fm5 = 0
fh0 = 11
fh1 = 2
fh2 = H_A
fh3 = 9
fo0 = O_AB
fo1 = 7
fo2 = 0
fo3 = O_B
fo4 = 4
fd0 = D_A
fd1 = (D_A | D_B)
fd2 = 0
fd3 = (D_A | unknown: 0x4)
en0 = N_MINUS
en1 = 3
en2 = -2
eo = 0
eo2 = ONLY
eo3 = (unknown: 0x2)
eb = BIG
eb2 = -9223372036854775807
eb3 = 0
p_null = 0x0
p_int = 0x403000 <global_int>
p_bad = 0x8
pv = 0x403000 <global_int>
pv_null = 0x0
pv_unmapped = 0xffff888003b1e400
pv_mid = 0x40300c <origin+4>
pv_code = 0x401003 <square+3>
p_struct = 0x403008 <origin>
p_struct2 = 0x403010 <global_text>
s = 0x40233c "hello"
s_null = 0x0
s_empty = 0x40233b ""
s_esc = 0x402328 "a\tb\n\"q\"\\\001\0332\033[0m\200\377z"
s_bad = 0x1 <error: Cannot access memory at address 0x1>
s_glob = 0x403010 <global_text> "global text"
cs = 0x402000 <hello> "hello, world"
ccs = 0x402000 <hello> "hello, world"
us = 0x402314 "unsigned"
ss = 0x40230d "signed"
u8s = 0x402303 "u8 string"
pp = 0x405e60 <s>
fp = 0x40100f <_start>
fp_null = 0x0
handler = 0x401000 <square>
fpp = 0x0
s_long = 0x402230 "01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"...
s_200 = 0x402160 "01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
s_199 = 0x402098 "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678"
s_rep = 0x40207e 'a' <repeats 20 times>, "b"
s_rep9 = 0x402073 "aaaaaaaaab"
s_rep10 = 0x402067 "aaaaaaaaaab"
s_rep11 = 0x40205a 'a' <repeats 11 times>, "b"
s_rep_mid = 0x402030 "xyz", 'a' <repeats 20 times>, 'b' <repeats 17 times>, "q"
s_oct = 0x402027 "\0011\0029\003x"
a_exact = "hello"
a_nul = "hello"
a_pad = "hello\000\000\000\000\000\000\000\000\000\000"
a_pad20 = "hello", '\000' <repeats 26 times>
a_zero = '\000' <repeats 15 times>
a_zero8 = "\000\000\000\000\000\000\000"
a_one = ""
a_onec = "x"
a_in = "ab\000cd\000\000\000\000\000\000\000\000\000\000"
a_long = "short", '\000' <repeats 294 times>
a_fill = 'x' <repeats 300 times>
a_mix = 'x' <repeats 150 times>, 'y' <repeats 100 times>...
a_alt = "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij"...
s_end = 0x600ffa <page_end+4090> "tttttt"<error: Cannot access memory at address 0x601000>
s_end0 = 0x601000 <error: Cannot access memory at address 0x601000>
s_endl = 0x600ed8 <page_end+3800> ""
m2many = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121, 122, 123, 124, 125, 126, 127, 128, 129, 130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 140, 141, 142, 143, 144, 145, 146, 147, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164, 165, 166, 167, 168, 169, 170, 171, 172, 173, 174, 175, 176, 177, 178, 179, 180, 181, 182, 183, 184, 185, 186, 187, 188, 189, 190, 191, 192, 193, 194, 195, 196, 197, 198, 199...}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121, 122, 123, 124, 125, 126, 127, 128, 129, 130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 140, 141, 142, 143, 144, 145, 146, 147, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164, 165, 166, 167, 168, 169, 170, 171, 172, 173, 174, 175, 176, 177, 178, 179, 180, 181, 182, 183, 184, 185, 186, 187, 188, 189, 190, 191, 192, 193, 194, 195, 196, 197, 198, 199...}}
anon = {a = 1, {b = 2, {c = 3, {d = 3}}}}
veryd = {x = {x = {x = {x = {x = {x = {x = {x = {x = {x = {x = {x = {x = {x = {x = {x = {x = {x = {x = {x = {...}}}}}}}}}}}}}}}}}}}}}
ua = "\001\002\003ab\000\000"
mac = "RT\000\0224V"
a2 = {"ab\000\000\000\000\000", "cd\000\000\000\000\000", "\000\000\000\000\000\000\000"}
a2r = {"\000\000\000" <repeats 20 times>}
ia = {1, 2, 3, 4, 5}
ia_rep = {7, 7, 7, 0 <repeats 37 times>}
ia_rep10 = {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3}
ia_rep11 = {1, 0 <repeats 11 times>, 3}
ia_all = {0 <repeats 16 times>}
ia_big = {1, 2, 3, 0 <repeats 296 times>, 9}
ia_inc = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99...}
m2 = {{1, 2, 3}, {4, 5, 6}}
m3 = {{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}}
m2big = {{1, 2, 0 <repeats 148 times>}, {3, 4, 0 <repeats 148 times>}, {5, 6, 0 <repeats 148 times>}}
m2inc = {{1, 2, 0, 0, 0, 0, 0, 0, 0}, {3, 4, 0, 0, 0, 0, 0, 0, 0}, {5, 6, 0, 0, 0, 0, 0, 0, 0}, {0, 0, 0, 0, 0, 0, 0, 0, 0} <repeats 27 times>}
sa = {{x = 1, y = 2}, {x = 3, y = 4}, {x = 0, y = 0}}
sa_rep = {{x = 0, y = 0} <repeats 20 times>}
sa_big = {{x = 1, y = 2}, {x = 0, y = 0} <repeats 249 times>}
pt = {x = 10, y = -20}
n2 = {value = 2, next = 0x0}
n1 = {value = 1, next = 0x4031b0 <n2>}
loop = {value = 3, next = 0x403190 <loop>}
em = {<No data fields>}
ne = {p = {x = 1, y = 2}, {i = 1065353216, f = 1, bytes = "\000\000\200?"}, named = {a = 5, c = 99 'c'}, ptr = 0x403008 <origin>, name = "name", '\000' <repeats 11 times>, str = 0x402020 "string", fn = 0x401000 <square>, color = GREEN}
bi = {a = 5, b = -3, c = true, d = 1099511627775, e = BLUE, f = -1 '\377', g = 3 '\003', h = 33 '!', i = (F_A | F_C), j = -8 '\370'}
fx = {n = 3, data = 0x403120 <fx+4>}
fxc = {n = 3, data = 0x403110 <fxc+4> "flexible"}
ze = {n = 4, data = 0x40310c <fxc>, tail = 0x40310c <fxc> "\003"}
de = {b = {c = {d = {a = {1, 2}}}}}
un = {i = 1094861636, c = "DCBA", p = 0x41424344}
pa = {0x403008 <origin>, 0x0, 0x403008 <origin>}
pa_rep = {0x0 <repeats 20 times>}
sargv = {0x402018 "one", 0x40201c "two", 0x0}
fns = {0x401000 <square>, 0x0}
cols = {RED, GREEN, 99}
bools = {true, false, true, false}
fa = {1.5, -2, 0.100000001}
cvi = 9
parr = 0x4039b0 <sa>
pcarr = 0x405da0 <a_pad>
size = 4096
da = {1, 2.5}
cpt = {x = 1, y = 1}
pcpt = 0x402010 <cpt>
mmio = 0x403000 <global_int>
arr1 = {1}
arr0 = 0x406060 <pa_rep>
int_char_array = {97, 98}
i128a = {1, 2}
