whatis	1	int
print	1	1
print/x	1	0x1
print/d	1	1
print/u	1	1
print/o	1	01
print/t	1	1
print/z	1	0x00000001
print/a	1	0x1
print/c	1	1 '\001'
print/f	1	1.40129846e-45
print/s	1	1
whatis	-1	int
print	-1	-1
print/x	-1	0xffffffff
print/d	-1	-1
print/u	-1	4294967295
print/o	-1	037777777777
print/t	-1	11111111111111111111111111111111
print/z	-1	0xffffffff
print/a	-1	0xffffffffffffffff
print/c	-1	-1 '\377'
print/f	-1	-nan(0x7fffff)
print/s	-1	-1
whatis	4294967295	long
print	4294967295	4294967295
print/x	4294967295	0xffffffff
print/d	4294967295	4294967295
print/u	4294967295	4294967295
print/o	4294967295	037777777777
print/t	4294967295	11111111111111111111111111111111
print/z	4294967295	0x00000000ffffffff
print/a	4294967295	0xffffffff
print/c	4294967295	-1 '\377'
print/f	4294967295	2.1219957904712067e-314
print/s	4294967295	4294967295
whatis	4294967296	long
print	4294967296	4294967296
print/x	4294967296	0x100000000
print/d	4294967296	4294967296
print/u	4294967296	4294967296
print/o	4294967296	040000000000
print/t	4294967296	100000000000000000000000000000000
print/z	4294967296	0x0000000100000000
print/a	4294967296	0x100000000
print/c	4294967296	0 '\000'
print/f	4294967296	2.1219957909652723e-314
print/s	4294967296	4294967296
whatis	2147483648	long
print	2147483648	2147483648
print/x	2147483648	0x80000000
print/d	2147483648	2147483648
print/u	2147483648	2147483648
print/o	2147483648	020000000000
print/t	2147483648	10000000000000000000000000000000
print/z	2147483648	0x0000000080000000
print/a	2147483648	0x80000000
print/c	2147483648	0 '\000'
print/f	2147483648	1.0609978954826362e-314
print/s	2147483648	2147483648
whatis	0xffffffff	unsigned int
print	0xffffffff	4294967295
print/x	0xffffffff	0xffffffff
print/d	0xffffffff	-1
print/u	0xffffffff	4294967295
print/o	0xffffffff	037777777777
print/t	0xffffffff	11111111111111111111111111111111
print/z	0xffffffff	0xffffffff
print/a	0xffffffff	0xffffffff
print/c	0xffffffff	255 '\377'
print/f	0xffffffff	-nan(0x7fffff)
print/s	0xffffffff	4294967295
whatis	0x7fffffff	int
print	0x7fffffff	2147483647
print/x	0x7fffffff	0x7fffffff
print/d	0x7fffffff	2147483647
print/u	0x7fffffff	2147483647
print/o	0x7fffffff	017777777777
print/t	0x7fffffff	1111111111111111111111111111111
print/z	0x7fffffff	0x7fffffff
print/a	0x7fffffff	0x7fffffff
print/c	0x7fffffff	-1 '\377'
print/f	0x7fffffff	nan(0x7fffff)
print/s	0x7fffffff	2147483647
whatis	0x80000000	unsigned int
print	0x80000000	2147483648
print/x	0x80000000	0x80000000
print/d	0x80000000	-2147483648
print/u	0x80000000	2147483648
print/o	0x80000000	020000000000
print/t	0x80000000	10000000000000000000000000000000
print/z	0x80000000	0x80000000
print/a	0x80000000	0x80000000
print/c	0x80000000	0 '\000'
print/f	0x80000000	-0
print/s	0x80000000	2147483648
whatis	0xffffffffffffffff	unsigned long
print	0xffffffffffffffff	18446744073709551615
print/x	0xffffffffffffffff	0xffffffffffffffff
print/d	0xffffffffffffffff	-1
print/u	0xffffffffffffffff	18446744073709551615
print/o	0xffffffffffffffff	01777777777777777777777
print/t	0xffffffffffffffff	1111111111111111111111111111111111111111111111111111111111111111
print/z	0xffffffffffffffff	0xffffffffffffffff
print/a	0xffffffffffffffff	0xffffffffffffffff
print/c	0xffffffffffffffff	255 '\377'
print/f	0xffffffffffffffff	-nan(0xfffffffffffff)
print/s	0xffffffffffffffff	18446744073709551615
whatis	18446744073709551615	unsigned long
print	18446744073709551615	18446744073709551615
print/x	18446744073709551615	0xffffffffffffffff
print/d	18446744073709551615	-1
print/u	18446744073709551615	18446744073709551615
print/o	18446744073709551615	01777777777777777777777
print/t	18446744073709551615	1111111111111111111111111111111111111111111111111111111111111111
print/z	18446744073709551615	0xffffffffffffffff
print/a	18446744073709551615	0xffffffffffffffff
print/c	18446744073709551615	255 '\377'
print/f	18446744073709551615	-nan(0xfffffffffffff)
print/s	18446744073709551615	18446744073709551615
whatis	9223372036854775807	long
print	9223372036854775807	9223372036854775807
print/x	9223372036854775807	0x7fffffffffffffff
print/d	9223372036854775807	9223372036854775807
print/u	9223372036854775807	9223372036854775807
print/o	9223372036854775807	0777777777777777777777
print/t	9223372036854775807	111111111111111111111111111111111111111111111111111111111111111
print/z	9223372036854775807	0x7fffffffffffffff
print/a	9223372036854775807	0x7fffffffffffffff
print/c	9223372036854775807	-1 '\377'
print/f	9223372036854775807	nan(0xfffffffffffff)
print/s	9223372036854775807	9223372036854775807
whatis	9223372036854775808	unsigned long
print	9223372036854775808	9223372036854775808
print/x	9223372036854775808	0x8000000000000000
print/d	9223372036854775808	-9223372036854775808
print/u	9223372036854775808	9223372036854775808
print/o	9223372036854775808	01000000000000000000000
print/t	9223372036854775808	1000000000000000000000000000000000000000000000000000000000000000
print/z	9223372036854775808	0x8000000000000000
print/a	9223372036854775808	0x8000000000000000
print/c	9223372036854775808	0 '\000'
print/f	9223372036854775808	-0
print/s	9223372036854775808	9223372036854775808
whatis	18446744073709551616	!Numeric constant too large.
print	18446744073709551616	!Numeric constant too large.
whatis	0777	int
print	0777	511
print/x	0777	0x1ff
print/d	0777	511
print/u	0777	511
print/o	0777	0777
print/t	0777	111111111
print/z	0777	0x000001ff
print/a	0777	0x1ff
print/c	0777	-1 '\377'
print/f	0777	7.16063515e-43
print/s	0777	511
whatis	0b1011	int
print	0b1011	11
print/x	0b1011	0xb
print/d	0b1011	11
print/u	0b1011	11
print/o	0b1011	013
print/t	0b1011	1011
print/z	0b1011	0x0000000b
print/a	0b1011	0xb
print/c	0b1011	11 '\v'
print/f	0b1011	1.54142831e-44
print/s	0b1011	11
whatis	10u	unsigned int
print	10u	10
print/x	10u	0xa
print/d	10u	10
print/u	10u	10
print/o	10u	012
print/t	10u	1010
print/z	10u	0x0000000a
print/a	10u	0xa
print/c	10u	10 '\n'
print/f	10u	1.40129846e-44
print/s	10u	10
whatis	10l	long
print	10l	10
print/x	10l	0xa
print/d	10l	10
print/u	10l	10
print/o	10l	012
print/t	10l	1010
print/z	10l	0x000000000000000a
print/a	10l	0xa
print/c	10l	10 '\n'
print/f	10l	4.9406564584124654e-323
print/s	10l	10
whatis	10ul	unsigned long
print	10ul	10
print/x	10ul	0xa
print/d	10ul	10
print/u	10ul	10
print/o	10ul	012
print/t	10ul	1010
print/z	10ul	0x000000000000000a
print/a	10ul	0xa
print/c	10ul	10 '\n'
print/f	10ul	4.9406564584124654e-323
print/s	10ul	10
whatis	10ull	unsigned long long
print	10ull	10
print/x	10ull	0xa
print/d	10ull	10
print/u	10ull	10
print/o	10ull	012
print/t	10ull	1010
print/z	10ull	0x000000000000000a
print/a	10ull	0xa
print/c	10ull	10 '\n'
print/f	10ull	4.9406564584124654e-323
print/s	10ull	10
whatis	10LL	long long
print	10LL	10
print/x	10LL	0xa
print/d	10LL	10
print/u	10LL	10
print/o	10LL	012
print/t	10LL	1010
print/z	10LL	0x000000000000000a
print/a	10LL	0xa
print/c	10LL	10 '\n'
print/f	10LL	4.9406564584124654e-323
print/s	10LL	10
whatis	1z	!Invalid number "1z".
print	1z	!Invalid number "1z".
whatis	0x	!Invalid number "0x".
print	0x	!Invalid number "0x".
whatis	08	!Invalid number "08".
print	08	!Invalid number "08".
whatis	'a'	char
print	'a'	97 'a'
print/x	'a'	0x61
print/d	'a'	97
print/u	'a'	97
print/o	'a'	0141
print/t	'a'	1100001
print/z	'a'	0x61
print/a	'a'	0x61
print/c	'a'	97 'a'
print/f	'a'	97
print/s	'a'	97 'a'
whatis	'\n'	char
print	'\n'	10 '\n'
print/x	'\n'	0xa
print/d	'\n'	10
print/u	'\n'	10
print/o	'\n'	012
print/t	'\n'	1010
print/z	'\n'	0x0a
print/a	'\n'	0xa
print/c	'\n'	10 '\n'
print/f	'\n'	10
print/s	'\n'	10 '\n'
whatis	'\\'	char
print	'\\'	92 '\\'
print/x	'\\'	0x5c
print/d	'\\'	92
print/u	'\\'	92
print/o	'\\'	0134
print/t	'\\'	1011100
print/z	'\\'	0x5c
print/a	'\\'	0x5c
print/c	'\\'	92 '\\'
print/f	'\\'	92
print/s	'\\'	92 '\\'
whatis	'\''	char
print	'\''	39 '\''
print/x	'\''	0x27
print/d	'\''	39
print/u	'\''	39
print/o	'\''	047
print/t	'\''	100111
print/z	'\''	0x27
print/a	'\''	0x27
print/c	'\''	39 '\''
print/f	'\''	39
print/s	'\''	39 '\''
whatis	'\0'	char
print	'\0'	0 '\000'
print/x	'\0'	0x0
print/d	'\0'	0
print/u	'\0'	0
print/o	'\0'	0
print/t	'\0'	0
print/z	'\0'	0x00
print/a	'\0'	0x0
print/c	'\0'	0 '\000'
print/f	'\0'	0
print/s	'\0'	0 '\000'
whatis	'\x41'	char
print	'\x41'	65 'A'
print/x	'\x41'	0x41
print/d	'\x41'	65
print/u	'\x41'	65
print/o	'\x41'	0101
print/t	'\x41'	1000001
print/z	'\x41'	0x41
print/a	'\x41'	0x41
print/c	'\x41'	65 'A'
print/f	'\x41'	65
print/s	'\x41'	65 'A'
whatis	'\101'	char
print	'\101'	65 'A'
print/x	'\101'	0x41
print/d	'\101'	65
print/u	'\101'	65
print/o	'\101'	0101
print/t	'\101'	1000001
print/z	'\101'	0x41
print/a	'\101'	0x41
print/c	'\101'	65 'A'
print/f	'\101'	65
print/s	'\101'	65 'A'
whatis	'\377'	char
print	'\377'	-1 '\377'
print/x	'\377'	0xff
print/d	'\377'	-1
print/u	'\377'	255
print/o	'\377'	0377
print/t	'\377'	11111111
print/z	'\377'	0xff
print/a	'\377'	0xffffffffffffffff
print/c	'\377'	-1 '\377'
print/f	'\377'	-1
print/s	'\377'	-1 '\377'
whatis	'a' + 0	int
print	'a' + 0	97
print/x	'a' + 0	0x61
print/d	'a' + 0	97
print/u	'a' + 0	97
print/o	'a' + 0	0141
print/t	'a' + 0	1100001
print/z	'a' + 0	0x00000061
print/a	'a' + 0	0x61
print/c	'a' + 0	97 'a'
print/f	'a' + 0	1.35925951e-43
print/s	'a' + 0	97
whatis	"abc"	char [4]
print	"abc"	"abc"
print/x	"abc"	{0x61, 0x62, 0x63, 0x0}
print/d	"abc"	{97, 98, 99, 0}
print/u	"abc"	{97, 98, 99, 0}
print/o	"abc"	{0141, 0142, 0143, 0}
print/t	"abc"	{1100001, 1100010, 1100011, 0}
print/z	"abc"	{0x61, 0x62, 0x63, 0x00}
print/a	"abc"	{0x61, 0x62, 0x63, 0x0}
print/c	"abc"	{97 'a', 98 'b', 99 'c', 0 '\000'}
print/f	"abc"	{97, 98, 99, 0}
print/s	"abc"	"abc"
whatis	"abc" "def"	char [7]
print	"abc" "def"	"abcdef"
print/x	"abc" "def"	{0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x0}
print/d	"abc" "def"	{97, 98, 99, 100, 101, 102, 0}
print/u	"abc" "def"	{97, 98, 99, 100, 101, 102, 0}
print/o	"abc" "def"	{0141, 0142, 0143, 0144, 0145, 0146, 0}
print/t	"abc" "def"	{1100001, 1100010, 1100011, 1100100, 1100101, 1100110, 0}
print/z	"abc" "def"	{0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x00}
print/a	"abc" "def"	{0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x0}
print/c	"abc" "def"	{97 'a', 98 'b', 99 'c', 100 'd', 101 'e', 102 'f', 0 '\000'}
print/f	"abc" "def"	{97, 98, 99, 100, 101, 102, 0}
print/s	"abc" "def"	"abcdef"
whatis	"a\tb\"c"	char [6]
print	"a\tb\"c"	"a\tb\"c"
print/x	"a\tb\"c"	{0x61, 0x9, 0x62, 0x22, 0x63, 0x0}
print/d	"a\tb\"c"	{97, 9, 98, 34, 99, 0}
print/u	"a\tb\"c"	{97, 9, 98, 34, 99, 0}
print/o	"a\tb\"c"	{0141, 011, 0142, 042, 0143, 0}
print/t	"a\tb\"c"	{1100001, 1001, 1100010, 100010, 1100011, 0}
print/z	"a\tb\"c"	{0x61, 0x09, 0x62, 0x22, 0x63, 0x00}
print/a	"a\tb\"c"	{0x61, 0x9, 0x62, 0x22, 0x63, 0x0}
print/c	"a\tb\"c"	{97 'a', 9 '\t', 98 'b', 34 '"', 99 'c', 0 '\000'}
print/f	"a\tb\"c"	{97, 9, 98, 34, 99, 0}
print/s	"a\tb\"c"	"a\tb\"c"
whatis	sizeof("abc")	int
print	sizeof("abc")	4
print/x	sizeof("abc")	0x4
print/d	sizeof("abc")	4
print/u	sizeof("abc")	4
print/o	sizeof("abc")	04
print/t	sizeof("abc")	100
print/z	sizeof("abc")	0x00000004
print/a	sizeof("abc")	0x4
print/c	sizeof("abc")	4 '\004'
print/f	sizeof("abc")	5.60519386e-45
print/s	sizeof("abc")	4
whatis	"abc"[1]	char
print	"abc"[1]	98 'b'
print/x	"abc"[1]	0x62
print/d	"abc"[1]	98
print/u	"abc"[1]	98
print/o	"abc"[1]	0142
print/t	"abc"[1]	1100010
print/z	"abc"[1]	0x62
print/a	"abc"[1]	0x62
print/c	"abc"[1]	98 'b'
print/f	"abc"[1]	98
print/s	"abc"[1]	98 'b'
whatis	1.5	double
print	1.5	1.5
print/x	1.5	0x3ff8000000000000
print/d	1.5	4609434218613702656
print/u	1.5	4609434218613702656
print/o	1.5	0377700000000000000000
print/t	1.5	11111111111000000000000000000000000000000000000000000000000000
print/z	1.5	0x3ff8000000000000
print/a	1.5	0x1
print/c	1.5	1 '\001'
print/f	1.5	1.5
print/s	1.5	1.5
whatis	1.5f	float
print	1.5f	1.5
print/x	1.5f	0x3fc00000
print/d	1.5f	1069547520
print/u	1.5f	1069547520
print/o	1.5f	07760000000
print/t	1.5f	111111110000000000000000000000
print/z	1.5f	0x3fc00000
print/a	1.5f	0x1
print/c	1.5f	1 '\001'
print/f	1.5f	1.5
print/s	1.5f	1.5
whatis	1.5l	long double
print	1.5l	1.5
print/x	1.5l	0x3fffc000000000000000
print/d	1.5l	302226843217638866288640
print/u	1.5l	302226843217638866288640
print/o	1.5l	077777400000000000000000000
print/t	1.5l	111111111111111100000000000000000000000000000000000000000000000000000000000000
print/z	1.5l	0x0000000000003fffc000000000000000
print/a	1.5l	0x1
print/c	1.5l	1 '\001'
print/f	1.5l	1.5
print/s	1.5l	1.5
whatis	1e3	double
print	1e3	1000
print/x	1e3	0x408f400000000000
print/d	1e3	4652007308841189376
print/u	1e3	4652007308841189376
print/o	1e3	0402172000000000000000
print/t	1e3	100000010001111010000000000000000000000000000000000000000000000
print/z	1e3	0x408f400000000000
print/a	1e3	0x3e8
print/c	1e3	-24 '\350'
print/f	1e3	1000
print/s	1e3	1000
whatis	1e-3	double
print	1e-3	0.001
print/x	1e-3	0x3f50624dd2f1a9fc
print/d	1e-3	4562254508917369340
print/u	1e-3	4562254508917369340
print/o	1e-3	0375203044672274324774
print/t	1e-3	11111101010000011000100100110111010010111100011010100111111100
print/z	1e-3	0x3f50624dd2f1a9fc
print/a	1e-3	0x0
print/c	1e-3	0 '\000'
print/f	1e-3	0.001
print/s	1e-3	0.001
whatis	.5	double
print	.5	0.5
print/x	.5	0x3fe0000000000000
print/d	.5	4602678819172646912
print/u	.5	4602678819172646912
print/o	.5	0377400000000000000000
print/t	.5	11111111100000000000000000000000000000000000000000000000000000
print/z	.5	0x3fe0000000000000
print/a	.5	0x0
print/c	.5	0 '\000'
print/f	.5	0.5
print/s	.5	0.5
whatis	1.	double
print	1.	1
print/x	1.	0x3ff0000000000000
print/d	1.	4607182418800017408
print/u	1.	4607182418800017408
print/o	1.	0377600000000000000000
print/t	1.	11111111110000000000000000000000000000000000000000000000000000
print/z	1.	0x3ff0000000000000
print/a	1.	0x1
print/c	1.	1 '\001'
print/f	1.	1
print/s	1.	1
whatis	0x1.8p1	double
print	0x1.8p1	3
print/x	0x1.8p1	0x4008000000000000
print/d	0x1.8p1	4613937818241073152
print/u	0x1.8p1	4613937818241073152
print/o	0x1.8p1	0400100000000000000000
print/t	0x1.8p1	100000000001000000000000000000000000000000000000000000000000000
print/z	0x1.8p1	0x4008000000000000
print/a	0x1.8p1	0x3
print/c	0x1.8p1	3 '\003'
print/f	0x1.8p1	3
print/s	0x1.8p1	3
whatis	1+2*3	int
print	1+2*3	7
print/x	1+2*3	0x7
print/d	1+2*3	7
print/u	1+2*3	7
print/o	1+2*3	07
print/t	1+2*3	111
print/z	1+2*3	0x00000007
print/a	1+2*3	0x7
print/c	1+2*3	7 '\a'
print/f	1+2*3	9.80908925e-45
print/s	1+2*3	7
whatis	(1+2)*3	int
print	(1+2)*3	9
print/x	(1+2)*3	0x9
print/d	(1+2)*3	9
print/u	(1+2)*3	9
print/o	(1+2)*3	011
print/t	(1+2)*3	1001
print/z	(1+2)*3	0x00000009
print/a	(1+2)*3	0x9
print/c	(1+2)*3	9 '\t'
print/f	(1+2)*3	1.26116862e-44
print/s	(1+2)*3	9
whatis	10-3-2	int
print	10-3-2	5
print/x	10-3-2	0x5
print/d	10-3-2	5
print/u	10-3-2	5
print/o	10-3-2	05
print/t	10-3-2	101
print/z	10-3-2	0x00000005
print/a	10-3-2	0x5
print/c	10-3-2	5 '\005'
print/f	10-3-2	7.00649232e-45
print/s	10-3-2	5
whatis	100/7	int
print	100/7	14
print/x	100/7	0xe
print/d	100/7	14
print/u	100/7	14
print/o	100/7	016
print/t	100/7	1110
print/z	100/7	0x0000000e
print/a	100/7	0xe
print/c	100/7	14 '\016'
print/f	100/7	1.96181785e-44
print/s	100/7	14
whatis	-100/7	int
print	-100/7	-14
print/x	-100/7	0xfffffff2
print/d	-100/7	-14
print/u	-100/7	4294967282
print/o	-100/7	037777777762
print/t	-100/7	11111111111111111111111111110010
print/z	-100/7	0xfffffff2
print/a	-100/7	0xfffffffffffffff2
print/c	-100/7	-14 '\362'
print/f	-100/7	-nan(0x7ffff2)
print/s	-100/7	-14
whatis	100%7	int
print	100%7	2
print/x	100%7	0x2
print/d	100%7	2
print/u	100%7	2
print/o	100%7	02
print/t	100%7	10
print/z	100%7	0x00000002
print/a	100%7	0x2
print/c	100%7	2 '\002'
print/f	100%7	2.80259693e-45
print/s	100%7	2
whatis	-100%7	int
print	-100%7	-2
print/x	-100%7	0xfffffffe
print/d	-100%7	-2
print/u	-100%7	4294967294
print/o	-100%7	037777777776
print/t	-100%7	11111111111111111111111111111110
print/z	-100%7	0xfffffffe
print/a	-100%7	0xfffffffffffffffe
print/c	-100%7	-2 '\376'
print/f	-100%7	-nan(0x7ffffe)
print/s	-100%7	-2
whatis	1<<4	int
print	1<<4	16
print/x	1<<4	0x10
print/d	1<<4	16
print/u	1<<4	16
print/o	1<<4	020
print/t	1<<4	10000
print/z	1<<4	0x00000010
print/a	1<<4	0x10
print/c	1<<4	16 '\020'
print/f	1<<4	2.24207754e-44
print/s	1<<4	16
whatis	1<<31	int
print	1<<31	-2147483648
print/x	1<<31	0x80000000
print/d	1<<31	-2147483648
print/u	1<<31	2147483648
print/o	1<<31	020000000000
print/t	1<<31	10000000000000000000000000000000
print/z	1<<31	0x80000000
print/a	1<<31	0xffffffff80000000
print/c	1<<31	0 '\000'
print/f	1<<31	-0
print/s	1<<31	-2147483648
whatis	1<<32	int
print	1<<32	0
print/x	1<<32	0x0
print/d	1<<32	0
print/u	1<<32	0
print/o	1<<32	0
print/t	1<<32	0
print/z	1<<32	0x00000000
print/a	1<<32	0x0
print/c	1<<32	0 '\000'
print/f	1<<32	0
print/s	1<<32	0
whatis	1l<<40	long
print	1l<<40	1099511627776
print/x	1l<<40	0x10000000000
print/d	1l<<40	1099511627776
print/u	1l<<40	1099511627776
print/o	1l<<40	020000000000000
print/t	1l<<40	10000000000000000000000000000000000000000
print/z	1l<<40	0x0000010000000000
print/a	1l<<40	0x10000000000
print/c	1l<<40	0 '\000'
print/f	1l<<40	5.4323092248710971e-312
print/s	1l<<40	1099511627776
whatis	-16>>2	int
print	-16>>2	-4
print/x	-16>>2	0xfffffffc
print/d	-16>>2	-4
print/u	-16>>2	4294967292
print/o	-16>>2	037777777774
print/t	-16>>2	11111111111111111111111111111100
print/z	-16>>2	0xfffffffc
print/a	-16>>2	0xfffffffffffffffc
print/c	-16>>2	-4 '\374'
print/f	-16>>2	-nan(0x7ffffc)
print/s	-16>>2	-4
whatis	0x80000000>>4	unsigned int
print	0x80000000>>4	134217728
print/x	0x80000000>>4	0x8000000
print/d	0x80000000>>4	134217728
print/u	0x80000000>>4	134217728
print/o	0x80000000>>4	01000000000
print/t	0x80000000>>4	1000000000000000000000000000
print/z	0x80000000>>4	0x08000000
print/a	0x80000000>>4	0x8000000
print/c	0x80000000>>4	0 '\000'
print/f	0x80000000>>4	3.85185989e-34
print/s	0x80000000>>4	134217728
whatis	5&3	int
print	5&3	1
print/x	5&3	0x1
print/d	5&3	1
print/u	5&3	1
print/o	5&3	01
print/t	5&3	1
print/z	5&3	0x00000001
print/a	5&3	0x1
print/c	5&3	1 '\001'
print/f	5&3	1.40129846e-45
print/s	5&3	1
whatis	5|3	int
print	5|3	7
print/x	5|3	0x7
print/d	5|3	7
print/u	5|3	7
print/o	5|3	07
print/t	5|3	111
print/z	5|3	0x00000007
print/a	5|3	0x7
print/c	5|3	7 '\a'
print/f	5|3	9.80908925e-45
print/s	5|3	7
whatis	5^3	int
print	5^3	6
print/x	5^3	0x6
print/d	5^3	6
print/u	5^3	6
print/o	5^3	06
print/t	5^3	110
print/z	5^3	0x00000006
print/a	5^3	0x6
print/c	5^3	6 '\006'
print/f	5^3	8.40779079e-45
print/s	5^3	6
whatis	~5	int
print	~5	-6
print/x	~5	0xfffffffa
print/d	~5	-6
print/u	~5	4294967290
print/o	~5	037777777772
print/t	~5	11111111111111111111111111111010
print/z	~5	0xfffffffa
print/a	~5	0xfffffffffffffffa
print/c	~5	-6 '\372'
print/f	~5	-nan(0x7ffffa)
print/s	~5	-6
whatis	~0u	unsigned int
print	~0u	4294967295
print/x	~0u	0xffffffff
print/d	~0u	-1
print/u	~0u	4294967295
print/o	~0u	037777777777
print/t	~0u	11111111111111111111111111111111
print/z	~0u	0xffffffff
print/a	~0u	0xffffffff
print/c	~0u	255 '\377'
print/f	~0u	-nan(0x7fffff)
print/s	~0u	4294967295
whatis	!5	int
print	!5	0
print/x	!5	0x0
print/d	!5	0
print/u	!5	0
print/o	!5	0
print/t	!5	0
print/z	!5	0x00000000
print/a	!5	0x0
print/c	!5	0 '\000'
print/f	!5	0
print/s	!5	0
whatis	!0	int
print	!0	1
print/x	!0	0x1
print/d	!0	1
print/u	!0	1
print/o	!0	01
print/t	!0	1
print/z	!0	0x00000001
print/a	!0	0x1
print/c	!0	1 '\001'
print/f	!0	1.40129846e-45
print/s	!0	1
whatis	-5u	unsigned int
print	-5u	4294967291
print/x	-5u	0xfffffffb
print/d	-5u	-5
print/u	-5u	4294967291
print/o	-5u	037777777773
print/t	-5u	11111111111111111111111111111011
print/z	-5u	0xfffffffb
print/a	-5u	0xfffffffb
print/c	-5u	251 '\373'
print/f	-5u	-nan(0x7ffffb)
print/s	-5u	4294967291
whatis	+5	int
print	+5	5
print/x	+5	0x5
print/d	+5	5
print/u	+5	5
print/o	+5	05
print/t	+5	101
print/z	+5	0x00000005
print/a	+5	0x5
print/c	+5	5 '\005'
print/f	+5	7.00649232e-45
print/s	+5	5
whatis	1==1	int
print	1==1	1
print/x	1==1	0x1
print/d	1==1	1
print/u	1==1	1
print/o	1==1	01
print/t	1==1	1
print/z	1==1	0x00000001
print/a	1==1	0x1
print/c	1==1	1 '\001'
print/f	1==1	1.40129846e-45
print/s	1==1	1
whatis	1!=1	int
print	1!=1	0
print/x	1!=1	0x0
print/d	1!=1	0
print/u	1!=1	0
print/o	1!=1	0
print/t	1!=1	0
print/z	1!=1	0x00000000
print/a	1!=1	0x0
print/c	1!=1	0 '\000'
print/f	1!=1	0
print/s	1!=1	0
whatis	1<2	int
print	1<2	1
print/x	1<2	0x1
print/d	1<2	1
print/u	1<2	1
print/o	1<2	01
print/t	1<2	1
print/z	1<2	0x00000001
print/a	1<2	0x1
print/c	1<2	1 '\001'
print/f	1<2	1.40129846e-45
print/s	1<2	1
whatis	2<=2	int
print	2<=2	1
print/x	2<=2	0x1
print/d	2<=2	1
print/u	2<=2	1
print/o	2<=2	01
print/t	2<=2	1
print/z	2<=2	0x00000001
print/a	2<=2	0x1
print/c	2<=2	1 '\001'
print/f	2<=2	1.40129846e-45
print/s	2<=2	1
whatis	3>4	int
print	3>4	0
print/x	3>4	0x0
print/d	3>4	0
print/u	3>4	0
print/o	3>4	0
print/t	3>4	0
print/z	3>4	0x00000000
print/a	3>4	0x0
print/c	3>4	0 '\000'
print/f	3>4	0
print/s	3>4	0
whatis	4>=5	int
print	4>=5	0
print/x	4>=5	0x0
print/d	4>=5	0
print/u	4>=5	0
print/o	4>=5	0
print/t	4>=5	0
print/z	4>=5	0x00000000
print/a	4>=5	0x0
print/c	4>=5	0 '\000'
print/f	4>=5	0
print/s	4>=5	0
whatis	1&&0	int
print	1&&0	0
print/x	1&&0	0x0
print/d	1&&0	0
print/u	1&&0	0
print/o	1&&0	0
print/t	1&&0	0
print/z	1&&0	0x00000000
print/a	1&&0	0x0
print/c	1&&0	0 '\000'
print/f	1&&0	0
print/s	1&&0	0
whatis	1||0	int
print	1||0	1
print/x	1||0	0x1
print/d	1||0	1
print/u	1||0	1
print/o	1||0	01
print/t	1||0	1
print/z	1||0	0x00000001
print/a	1||0	0x1
print/c	1||0	1 '\001'
print/f	1||0	1.40129846e-45
print/s	1||0	1
whatis	0&&(1/0)	int
print	0&&(1/0)	0
print/x	0&&(1/0)	0x0
print/d	0&&(1/0)	0
print/u	0&&(1/0)	0
print/o	0&&(1/0)	0
print/t	0&&(1/0)	0
print/z	0&&(1/0)	0x00000000
print/a	0&&(1/0)	0x0
print/c	0&&(1/0)	0 '\000'
print/f	0&&(1/0)	0
print/s	0&&(1/0)	0
whatis	1||(1/0)	int
print	1||(1/0)	1
print/x	1||(1/0)	0x1
print/d	1||(1/0)	1
print/u	1||(1/0)	1
print/o	1||(1/0)	01
print/t	1||(1/0)	1
print/z	1||(1/0)	0x00000001
print/a	1||(1/0)	0x1
print/c	1||(1/0)	1 '\001'
print/f	1||(1/0)	1.40129846e-45
print/s	1||(1/0)	1
whatis	1?2:3	int
print	1?2:3	2
print/x	1?2:3	0x2
print/d	1?2:3	2
print/u	1?2:3	2
print/o	1?2:3	02
print/t	1?2:3	10
print/z	1?2:3	0x00000002
print/a	1?2:3	0x2
print/c	1?2:3	2 '\002'
print/f	1?2:3	2.80259693e-45
print/s	1?2:3	2
whatis	0?2:3	int
print	0?2:3	3
print/x	0?2:3	0x3
print/d	0?2:3	3
print/u	0?2:3	3
print/o	0?2:3	03
print/t	0?2:3	11
print/z	0?2:3	0x00000003
print/a	0?2:3	0x3
print/c	0?2:3	3 '\003'
print/f	0?2:3	4.20389539e-45
print/s	0?2:3	3
whatis	1?2:0?4:5	int
print	1?2:0?4:5	2
print/x	1?2:0?4:5	0x2
print/d	1?2:0?4:5	2
print/u	1?2:0?4:5	2
print/o	1?2:0?4:5	02
print/t	1?2:0?4:5	10
print/z	1?2:0?4:5	0x00000002
print/a	1?2:0?4:5	0x2
print/c	1?2:0?4:5	2 '\002'
print/f	1?2:0?4:5	2.80259693e-45
print/s	1?2:0?4:5	2
whatis	1,2,3	int
print	1,2,3	3
print/x	1,2,3	0x3
print/d	1,2,3	3
print/u	1,2,3	3
print/o	1,2,3	03
print/t	1,2,3	11
print/z	1,2,3	0x00000003
print/a	1,2,3	0x3
print/c	1,2,3	3 '\003'
print/f	1,2,3	4.20389539e-45
print/s	1,2,3	3
whatis	1<2==1	int
print	1<2==1	1
print/x	1<2==1	0x1
print/d	1<2==1	1
print/u	1<2==1	1
print/o	1<2==1	01
print/t	1<2==1	1
print/z	1<2==1	0x00000001
print/a	1<2==1	0x1
print/c	1<2==1	1 '\001'
print/f	1<2==1	1.40129846e-45
print/s	1<2==1	1
whatis	1|2&4	int
print	1|2&4	1
print/x	1|2&4	0x1
print/d	1|2&4	1
print/u	1|2&4	1
print/o	1|2&4	01
print/t	1|2&4	1
print/z	1|2&4	0x00000001
print/a	1|2&4	0x1
print/c	1|2&4	1 '\001'
print/f	1|2&4	1.40129846e-45
print/s	1|2&4	1
whatis	2+3<<1	int
print	2+3<<1	10
print/x	2+3<<1	0xa
print/d	2+3<<1	10
print/u	2+3<<1	10
print/o	2+3<<1	012
print/t	2+3<<1	1010
print/z	2+3<<1	0x0000000a
print/a	2+3<<1	0xa
print/c	2+3<<1	10 '\n'
print/f	2+3<<1	1.40129846e-44
print/s	2+3<<1	10
whatis	1/0	int
print	1/0	!Division by zero
whatis	1%0	int
print	1%0	!Division by zero
whatis	1.0/0	double
print	1.0/0	inf
print/x	1.0/0	0x7ff0000000000000
print/d	1.0/0	9218868437227405312
print/u	1.0/0	9218868437227405312
print/o	1.0/0	0777600000000000000000
print/t	1.0/0	111111111110000000000000000000000000000000000000000000000000000
print/z	1.0/0	0x7ff0000000000000
print/a	1.0/0	0x7fffffffffffffff
print/c	1.0/0	-1 '\377'
print/f	1.0/0	inf
print/s	1.0/0	inf
whatis	-1.0/0	double
print	-1.0/0	-inf
print/x	-1.0/0	0xfff0000000000000
print/d	-1.0/0	-4503599627370496
print/u	-1.0/0	18442240474082181120
print/o	-1.0/0	01777600000000000000000
print/t	-1.0/0	1111111111110000000000000000000000000000000000000000000000000000
print/z	-1.0/0	0xfff0000000000000
print/a	-1.0/0	0x8000000000000000
print/c	-1.0/0	0 '\000'
print/f	-1.0/0	-inf
print/s	-1.0/0	-inf
whatis	0.0/0	double
print	0.0/0	-nan(0x8000000000000)
print/x	0.0/0	0xfff8000000000000
print/d	0.0/0	-2251799813685248
print/u	0.0/0	18444492273895866368
print/o	0.0/0	01777700000000000000000
print/t	0.0/0	1111111111111000000000000000000000000000000000000000000000000000
print/z	0.0/0	0xfff8000000000000
print/a	0.0/0	0x7fffffffffffffff
print/c	0.0/0	-1 '\377'
print/f	0.0/0	-nan(0x8000000000000)
print/s	0.0/0	-nan(0x8000000000000)
whatis	5/2.0	double
print	5/2.0	2.5
print/x	5/2.0	0x4004000000000000
print/d	5/2.0	4612811918334230528
print/u	5/2.0	4612811918334230528
print/o	5/2.0	0400040000000000000000
print/t	5/2.0	100000000000100000000000000000000000000000000000000000000000000
print/z	5/2.0	0x4004000000000000
print/a	5/2.0	0x2
print/c	5/2.0	2 '\002'
print/f	5/2.0	2.5
print/s	5/2.0	2.5
whatis	5.0/2	double
print	5.0/2	2.5
print/x	5.0/2	0x4004000000000000
print/d	5.0/2	4612811918334230528
print/u	5.0/2	4612811918334230528
print/o	5.0/2	0400040000000000000000
print/t	5.0/2	100000000000100000000000000000000000000000000000000000000000000
print/z	5.0/2	0x4004000000000000
print/a	5.0/2	0x2
print/c	5.0/2	2 '\002'
print/f	5.0/2	2.5
print/s	5.0/2	2.5
whatis	1.5+1	double
print	1.5+1	2.5
print/x	1.5+1	0x4004000000000000
print/d	1.5+1	4612811918334230528
print/u	1.5+1	4612811918334230528
print/o	1.5+1	0400040000000000000000
print/t	1.5+1	100000000000100000000000000000000000000000000000000000000000000
print/z	1.5+1	0x4004000000000000
print/a	1.5+1	0x2
print/c	1.5+1	2 '\002'
print/f	1.5+1	2.5
print/s	1.5+1	2.5
whatis	1.5f+1	float
print	1.5f+1	2.5
print/x	1.5f+1	0x40200000
print/d	1.5f+1	1075838976
print/u	1.5f+1	1075838976
print/o	1.5f+1	010010000000
print/t	1.5f+1	1000000001000000000000000000000
print/z	1.5f+1	0x40200000
print/a	1.5f+1	0x2
print/c	1.5f+1	2 '\002'
print/f	1.5f+1	2.5
print/s	1.5f+1	2.5
whatis	1.5f*2	float
print	1.5f*2	3
print/x	1.5f*2	0x40400000
print/d	1.5f*2	1077936128
print/u	1.5f*2	1077936128
print/o	1.5f*2	010020000000
print/t	1.5f*2	1000000010000000000000000000000
print/z	1.5f*2	0x40400000
print/a	1.5f*2	0x3
print/c	1.5f*2	3 '\003'
print/f	1.5f*2	3
print/s	1.5f*2	3
whatis	1.5f+1.5	double
print	1.5f+1.5	3
print/x	1.5f+1.5	0x4008000000000000
print/d	1.5f+1.5	4613937818241073152
print/u	1.5f+1.5	4613937818241073152
print/o	1.5f+1.5	0400100000000000000000
print/t	1.5f+1.5	100000000001000000000000000000000000000000000000000000000000000
print/z	1.5f+1.5	0x4008000000000000
print/a	1.5f+1.5	0x3
print/c	1.5f+1.5	3 '\003'
print/f	1.5f+1.5	3
print/s	1.5f+1.5	3
whatis	1.5l+1	long double
print	1.5l+1	2.5
print/x	1.5l+1	0x4000a000000000000000
print/d	1.5l+1	302242984118703362146304
print/u	1.5l+1	302242984118703362146304
print/o	1.5l+1	0100001200000000000000000000
print/t	1.5l+1	1000000000000001010000000000000000000000000000000000000000000000000000000000000
print/z	1.5l+1	0x0000000000004000a000000000000000
print/a	1.5l+1	0x2
print/c	1.5l+1	2 '\002'
print/f	1.5l+1	2.5
print/s	1.5l+1	2.5
whatis	1.0%2	!Integer-only operation on floating point number.
print	1.0%2	!Integer-only operation on floating point number.
whatis	1.0&1	!Integer-only operation on floating point number.
print	1.0&1	!Integer-only operation on floating point number.
whatis	1.0<2	int
print	1.0<2	1
print/x	1.0<2	0x1
print/d	1.0<2	1
print/u	1.0<2	1
print/o	1.0<2	01
print/t	1.0<2	1
print/z	1.0<2	0x00000001
print/a	1.0<2	0x1
print/c	1.0<2	1 '\001'
print/f	1.0<2	1.40129846e-45
print/s	1.0<2	1
whatis	1.0==1	int
print	1.0==1	1
print/x	1.0==1	0x1
print/d	1.0==1	1
print/u	1.0==1	1
print/o	1.0==1	01
print/t	1.0==1	1
print/z	1.0==1	0x00000001
print/a	1.0==1	0x1
print/c	1.0==1	1 '\001'
print/f	1.0==1	1.40129846e-45
print/s	1.0==1	1
whatis	-1.5	double
print	-1.5	-1.5
print/x	-1.5	0xbff8000000000000
print/d	-1.5	-4613937818241073152
print/u	-1.5	13832806255468478464
print/o	-1.5	01377700000000000000000
print/t	-1.5	1011111111111000000000000000000000000000000000000000000000000000
print/z	-1.5	0xbff8000000000000
print/a	-1.5	0xffffffffffffffff
print/c	-1.5	-1 '\377'
print/f	-1.5	-1.5
print/s	-1.5	-1.5
whatis	!1.5	int
print	!1.5	0
print/x	!1.5	0x0
print/d	!1.5	0
print/u	!1.5	0
print/o	!1.5	0
print/t	!1.5	0
print/z	!1.5	0x00000000
print/a	!1.5	0x0
print/c	!1.5	0 '\000'
print/f	!1.5	0
print/s	!1.5	0
whatis	~1.5	!Argument to complement operation not an integer, boolean.
print	~1.5	!Argument to complement operation not an integer, boolean.
whatis	-1<1u	int
print	-1<1u	0
print/x	-1<1u	0x0
print/d	-1<1u	0
print/u	-1<1u	0
print/o	-1<1u	0
print/t	-1<1u	0
print/z	-1<1u	0x00000000
print/a	-1<1u	0x0
print/c	-1<1u	0 '\000'
print/f	-1<1u	0
print/s	-1<1u	0
whatis	2147483647+1	int
print	2147483647+1	-2147483648
print/x	2147483647+1	0x80000000
print/d	2147483647+1	-2147483648
print/u	2147483647+1	2147483648
print/o	2147483647+1	020000000000
print/t	2147483647+1	10000000000000000000000000000000
print/z	2147483647+1	0x80000000
print/a	2147483647+1	0xffffffff80000000
print/c	2147483647+1	0 '\000'
print/f	2147483647+1	-0
print/s	2147483647+1	-2147483648
whatis	4294967295u+1	unsigned int
print	4294967295u+1	0
print/x	4294967295u+1	0x0
print/d	4294967295u+1	0
print/u	4294967295u+1	0
print/o	4294967295u+1	0
print/t	4294967295u+1	0
print/z	4294967295u+1	0x00000000
print/a	4294967295u+1	0x0
print/c	4294967295u+1	0 '\000'
print/f	4294967295u+1	0
print/s	4294967295u+1	0
whatis	9223372036854775807+1	long
print	9223372036854775807+1	-9223372036854775808
print/x	9223372036854775807+1	0x8000000000000000
print/d	9223372036854775807+1	-9223372036854775808
print/u	9223372036854775807+1	9223372036854775808
print/o	9223372036854775807+1	01000000000000000000000
print/t	9223372036854775807+1	1000000000000000000000000000000000000000000000000000000000000000
print/z	9223372036854775807+1	0x8000000000000000
print/a	9223372036854775807+1	0x8000000000000000
print/c	9223372036854775807+1	0 '\000'
print/f	9223372036854775807+1	-0
print/s	9223372036854775807+1	-9223372036854775808
whatis	1@2	int [2]
print	1@2	!Only values in memory can be extended with '@'.
whatis	sizeof(int)	int
print	sizeof(int)	4
print/x	sizeof(int)	0x4
print/d	sizeof(int)	4
print/u	sizeof(int)	4
print/o	sizeof(int)	04
print/t	sizeof(int)	100
print/z	sizeof(int)	0x00000004
print/a	sizeof(int)	0x4
print/c	sizeof(int)	4 '\004'
print/f	sizeof(int)	5.60519386e-45
print/s	sizeof(int)	4
whatis	sizeof(char)	int
print	sizeof(char)	1
print/x	sizeof(char)	0x1
print/d	sizeof(char)	1
print/u	sizeof(char)	1
print/o	sizeof(char)	01
print/t	sizeof(char)	1
print/z	sizeof(char)	0x00000001
print/a	sizeof(char)	0x1
print/c	sizeof(char)	1 '\001'
print/f	sizeof(char)	1.40129846e-45
print/s	sizeof(char)	1
whatis	sizeof(unsigned long)	int
print	sizeof(unsigned long)	8
print/x	sizeof(unsigned long)	0x8
print/d	sizeof(unsigned long)	8
print/u	sizeof(unsigned long)	8
print/o	sizeof(unsigned long)	010
print/t	sizeof(unsigned long)	1000
print/z	sizeof(unsigned long)	0x00000008
print/a	sizeof(unsigned long)	0x8
print/c	sizeof(unsigned long)	8 '\b'
print/f	sizeof(unsigned long)	1.12103877e-44
print/s	sizeof(unsigned long)	8
whatis	sizeof(struct outer)	int
print	sizeof(struct outer)	120
print/x	sizeof(struct outer)	0x78
print/d	sizeof(struct outer)	120
print/u	sizeof(struct outer)	120
print/o	sizeof(struct outer)	0170
print/t	sizeof(struct outer)	1111000
print/z	sizeof(struct outer)	0x00000078
print/a	sizeof(struct outer)	0x78
print/c	sizeof(struct outer)	120 'x'
print/f	sizeof(struct outer)	1.68155816e-43
print/s	sizeof(struct outer)	120
whatis	sizeof(union nope)	!No union type named nope.
print	sizeof(union nope)	!No union type named nope.
whatis	sizeof obj	int
print	sizeof obj	120
print/x	sizeof obj	0x78
print/d	sizeof obj	120
print/u	sizeof obj	120
print/o	sizeof obj	0170
print/t	sizeof obj	1111000
print/z	sizeof obj	0x00000078
print/a	sizeof obj	0x78
print/c	sizeof obj	120 'x'
print/f	sizeof obj	1.68155816e-43
print/s	sizeof obj	120
whatis	sizeof(obj)	int
print	sizeof(obj)	120
print/x	sizeof(obj)	0x78
print/d	sizeof(obj)	120
print/u	sizeof(obj)	120
print/o	sizeof(obj)	0170
print/t	sizeof(obj)	1111000
print/z	sizeof(obj)	0x00000078
print/a	sizeof(obj)	0x78
print/c	sizeof(obj)	120 'x'
print/f	sizeof(obj)	1.68155816e-43
print/s	sizeof(obj)	120
whatis	sizeof arr	int
print	sizeof arr	20
print/x	sizeof arr	0x14
print/d	sizeof arr	20
print/u	sizeof arr	20
print/o	sizeof arr	024
print/t	sizeof arr	10100
print/z	sizeof arr	0x00000014
print/a	sizeof arr	0x14
print/c	sizeof arr	20 '\024'
print/f	sizeof arr	2.80259693e-44
print/s	sizeof arr	20
whatis	sizeof arr[0]	int
print	sizeof arr[0]	4
print/x	sizeof arr[0]	0x4
print/d	sizeof arr[0]	4
print/u	sizeof arr[0]	4
print/o	sizeof arr[0]	04
print/t	sizeof arr[0]	100
print/z	sizeof arr[0]	0x00000004
print/a	sizeof arr[0]	0x4
print/c	sizeof arr[0]	4 '\004'
print/f	sizeof arr[0]	5.60519386e-45
print/s	sizeof arr[0]	4
whatis	sizeof(arr)/sizeof(arr[0])	int
print	sizeof(arr)/sizeof(arr[0])	5
print/x	sizeof(arr)/sizeof(arr[0])	0x5
print/d	sizeof(arr)/sizeof(arr[0])	5
print/u	sizeof(arr)/sizeof(arr[0])	5
print/o	sizeof(arr)/sizeof(arr[0])	05
print/t	sizeof(arr)/sizeof(arr[0])	101
print/z	sizeof(arr)/sizeof(arr[0])	0x00000005
print/a	sizeof(arr)/sizeof(arr[0])	0x5
print/c	sizeof(arr)/sizeof(arr[0])	5 '\005'
print/f	sizeof(arr)/sizeof(arr[0])	7.00649232e-45
print/s	sizeof(arr)/sizeof(arr[0])	5
whatis	sizeof(int[10])	int
print	sizeof(int[10])	40
print/x	sizeof(int[10])	0x28
print/d	sizeof(int[10])	40
print/u	sizeof(int[10])	40
print/o	sizeof(int[10])	050
print/t	sizeof(int[10])	101000
print/z	sizeof(int[10])	0x00000028
print/a	sizeof(int[10])	0x28
print/c	sizeof(int[10])	40 '('
print/f	sizeof(int[10])	5.60519386e-44
print/s	sizeof(int[10])	40
whatis	sizeof(int*)	int
print	sizeof(int*)	8
print/x	sizeof(int*)	0x8
print/d	sizeof(int*)	8
print/u	sizeof(int*)	8
print/o	sizeof(int*)	010
print/t	sizeof(int*)	1000
print/z	sizeof(int*)	0x00000008
print/a	sizeof(int*)	0x8
print/c	sizeof(int*)	8 '\b'
print/f	sizeof(int*)	1.12103877e-44
print/s	sizeof(int*)	8
whatis	sizeof(u8)	int
print	sizeof(u8)	1
print/x	sizeof(u8)	0x1
print/d	sizeof(u8)	1
print/u	sizeof(u8)	1
print/o	sizeof(u8)	01
print/t	sizeof(u8)	1
print/z	sizeof(u8)	0x00000001
print/a	sizeof(u8)	0x1
print/c	sizeof(u8)	1 '\001'
print/f	sizeof(u8)	1.40129846e-45
print/s	sizeof(u8)	1
whatis	sizeof v_s128	int
print	sizeof v_s128	16
print/x	sizeof v_s128	0x10
print/d	sizeof v_s128	16
print/u	sizeof v_s128	16
print/o	sizeof v_s128	020
print/t	sizeof v_s128	10000
print/z	sizeof v_s128	0x00000010
print/a	sizeof v_s128	0x10
print/c	sizeof v_s128	16 '\020'
print/f	sizeof v_s128	2.24207754e-44
print/s	sizeof v_s128	16
whatis	sizeof(void)	int
print	sizeof(void)	1
print/x	sizeof(void)	0x1
print/d	sizeof(void)	1
print/u	sizeof(void)	1
print/o	sizeof(void)	01
print/t	sizeof(void)	1
print/z	sizeof(void)	0x00000001
print/a	sizeof(void)	0x1
print/c	sizeof(void)	1 '\001'
print/f	sizeof(void)	1.40129846e-45
print/s	sizeof(void)	1
whatis	sizeof(struct inner[4])	int
print	sizeof(struct inner[4])	32
print/x	sizeof(struct inner[4])	0x20
print/d	sizeof(struct inner[4])	32
print/u	sizeof(struct inner[4])	32
print/o	sizeof(struct inner[4])	040
print/t	sizeof(struct inner[4])	100000
print/z	sizeof(struct inner[4])	0x00000020
print/a	sizeof(struct inner[4])	0x20
print/c	sizeof(struct inner[4])	32 ' '
print/f	sizeof(struct inner[4])	4.48415509e-44
print/s	sizeof(struct inner[4])	32
whatis	sizeof(handler_t)	int
print	sizeof(handler_t)	8
print/x	sizeof(handler_t)	0x8
print/d	sizeof(handler_t)	8
print/u	sizeof(handler_t)	8
print/o	sizeof(handler_t)	010
print/t	sizeof(handler_t)	1000
print/z	sizeof(handler_t)	0x00000008
print/a	sizeof(handler_t)	0x8
print/c	sizeof(handler_t)	8 '\b'
print/f	sizeof(handler_t)	1.12103877e-44
print/s	sizeof(handler_t)	8
whatis	_Alignof(long)	int
print	_Alignof(long)	8
print/x	_Alignof(long)	0x8
print/d	_Alignof(long)	8
print/u	_Alignof(long)	8
print/o	_Alignof(long)	010
print/t	_Alignof(long)	1000
print/z	_Alignof(long)	0x00000008
print/a	_Alignof(long)	0x8
print/c	_Alignof(long)	8 '\b'
print/f	_Alignof(long)	1.12103877e-44
print/s	_Alignof(long)	8
whatis	_Alignof(struct outer)	int
print	_Alignof(struct outer)	8
print/x	_Alignof(struct outer)	0x8
print/d	_Alignof(struct outer)	8
print/u	_Alignof(struct outer)	8
print/o	_Alignof(struct outer)	010
print/t	_Alignof(struct outer)	1000
print/z	_Alignof(struct outer)	0x00000008
print/a	_Alignof(struct outer)	0x8
print/c	_Alignof(struct outer)	8 '\b'
print/f	_Alignof(struct outer)	1.12103877e-44
print/s	_Alignof(struct outer)	8
whatis	_Alignof(char)	int
print	_Alignof(char)	1
print/x	_Alignof(char)	0x1
print/d	_Alignof(char)	1
print/u	_Alignof(char)	1
print/o	_Alignof(char)	01
print/t	_Alignof(char)	1
print/z	_Alignof(char)	0x00000001
print/a	_Alignof(char)	0x1
print/c	_Alignof(char)	1 '\001'
print/f	_Alignof(char)	1.40129846e-45
print/s	_Alignof(char)	1
whatis	(char)65	char
print	(char)65	65 'A'
print/x	(char)65	0x41
print/d	(char)65	65
print/u	(char)65	65
print/o	(char)65	0101
print/t	(char)65	1000001
print/z	(char)65	0x41
print/a	(char)65	0x41
print/c	(char)65	65 'A'
print/f	(char)65	65
print/s	(char)65	65 'A'
whatis	(u8)300	u8
print	(u8)300	44 ','
print/x	(u8)300	0x2c
print/d	(u8)300	44
print/u	(u8)300	44
print/o	(u8)300	054
print/t	(u8)300	101100
print/z	(u8)300	0x2c
print/a	(u8)300	0x2c
print/c	(u8)300	44 ','
print/f	(u8)300	44
print/s	(u8)300	44 ','
whatis	(s8)200	s8
print	(s8)200	-56 '\310'
print/x	(s8)200	0xc8
print/d	(s8)200	-56
print/u	(s8)200	200
print/o	(s8)200	0310
print/t	(s8)200	11001000
print/z	(s8)200	0xc8
print/a	(s8)200	0xffffffffffffffc8
print/c	(s8)200	-56 '\310'
print/f	(s8)200	-56
print/s	(s8)200	-56 '\310'
whatis	(s8)-1	s8
print	(s8)-1	-1 '\377'
print/x	(s8)-1	0xff
print/d	(s8)-1	-1
print/u	(s8)-1	255
print/o	(s8)-1	0377
print/t	(s8)-1	11111111
print/z	(s8)-1	0xff
print/a	(s8)-1	0xffffffffffffffff
print/c	(s8)-1	-1 '\377'
print/f	(s8)-1	-1
print/s	(s8)-1	-1 '\377'
whatis	(unsigned char)-1	unsigned char
print	(unsigned char)-1	255 '\377'
print/x	(unsigned char)-1	0xff
print/d	(unsigned char)-1	-1
print/u	(unsigned char)-1	255
print/o	(unsigned char)-1	0377
print/t	(unsigned char)-1	11111111
print/z	(unsigned char)-1	0xff
print/a	(unsigned char)-1	0xff
print/c	(unsigned char)-1	255 '\377'
print/f	(unsigned char)-1	255
print/s	(unsigned char)-1	255 '\377'
whatis	(int)3.9	int
print	(int)3.9	3
print/x	(int)3.9	0x3
print/d	(int)3.9	3
print/u	(int)3.9	3
print/o	(int)3.9	03
print/t	(int)3.9	11
print/z	(int)3.9	0x00000003
print/a	(int)3.9	0x3
print/c	(int)3.9	3 '\003'
print/f	(int)3.9	4.20389539e-45
print/s	(int)3.9	3
whatis	(int)-3.9	int
print	(int)-3.9	-3
print/x	(int)-3.9	0xfffffffd
print/d	(int)-3.9	-3
print/u	(int)-3.9	4294967293
print/o	(int)-3.9	037777777775
print/t	(int)-3.9	11111111111111111111111111111101
print/z	(int)-3.9	0xfffffffd
print/a	(int)-3.9	0xfffffffffffffffd
print/c	(int)-3.9	-3 '\375'
print/f	(int)-3.9	-nan(0x7ffffd)
print/s	(int)-3.9	-3
whatis	(long)v_double	long
print	(long)v_double	-2
print/x	(long)v_double	0xfffffffffffffffe
print/d	(long)v_double	-2
print/u	(long)v_double	18446744073709551614
print/o	(long)v_double	01777777777777777777776
print/t	(long)v_double	1111111111111111111111111111111111111111111111111111111111111110
print/z	(long)v_double	0xfffffffffffffffe
print/a	(long)v_double	0xfffffffffffffffe
print/c	(long)v_double	-2 '\376'
print/f	(long)v_double	-nan(0xffffffffffffe)
print/s	(long)v_double	-2
whatis	(float)1/3	float
print	(float)1/3	0.333333343
print/x	(float)1/3	0x3eaaaaab
print/d	(float)1/3	1051372203
print/u	(float)1/3	1051372203
print/o	(float)1/3	07652525253
print/t	(float)1/3	111110101010101010101010101011
print/z	(float)1/3	0x3eaaaaab
print/a	(float)1/3	0x0
print/c	(float)1/3	0 '\000'
print/f	(float)1/3	0.333333343
print/s	(float)1/3	0.333333343
whatis	(double)1/3	double
print	(double)1/3	0.33333333333333331
print/x	(double)1/3	0x3fd5555555555555
print/d	(double)1/3	4599676419421066581
print/u	(double)1/3	4599676419421066581
print/o	(double)1/3	0377252525252525252525
print/t	(double)1/3	11111111010101010101010101010101010101010101010101010101010101
print/z	(double)1/3	0x3fd5555555555555
print/a	(double)1/3	0x0
print/c	(double)1/3	0 '\000'
print/f	(double)1/3	0.33333333333333331
print/s	(double)1/3	0.33333333333333331
whatis	(bool)5	bool
print	(bool)5	true
print/x	(bool)5	0x1
print/d	(bool)5	1
print/u	(bool)5	1
print/o	(bool)5	01
print/t	(bool)5	1
print/z	(bool)5	0x01
print/a	(bool)5	0x1
print/c	(bool)5	1 '\001'
print/f	(bool)5	1
print/s	(bool)5	true
whatis	(enum color)2	enum color
print	(enum color)2	GREEN
print/x	(enum color)2	0x2
print/d	(enum color)2	2
print/u	(enum color)2	2
print/o	(enum color)2	02
print/t	(enum color)2	10
print/z	(enum color)2	0x00000002
print/a	(enum color)2	0x2
print/c	(enum color)2	2 '\002'
print/f	(enum color)2	2.80259693e-45
print/s	(enum color)2	GREEN
whatis	(enum color)3	enum color
print	(enum color)3	3
print/x	(enum color)3	0x3
print/d	(enum color)3	3
print/u	(enum color)3	3
print/o	(enum color)3	03
print/t	(enum color)3	11
print/z	(enum color)3	0x00000003
print/a	(enum color)3	0x3
print/c	(enum color)3	3 '\003'
print/f	(enum color)3	4.20389539e-45
print/s	(enum color)3	3
whatis	(enum color)8	enum color
print	(enum color)8	8
print/x	(enum color)8	0x8
print/d	(enum color)8	8
print/u	(enum color)8	8
print/o	(enum color)8	010
print/t	(enum color)8	1000
print/z	(enum color)8	0x00000008
print/a	(enum color)8	0x8
print/c	(enum color)8	8 '\b'
print/f	(enum color)8	1.12103877e-44
print/s	(enum color)8	8
whatis	(enum flags)3	enum flags
print	(enum flags)3	(F_A | F_B)
print/x	(enum flags)3	0x3
print/d	(enum flags)3	3
print/u	(enum flags)3	3
print/o	(enum flags)3	03
print/t	(enum flags)3	11
print/z	(enum flags)3	0x00000003
print/a	(enum flags)3	0x3
print/c	(enum flags)3	3 '\003'
print/f	(enum flags)3	4.20389539e-45
print/s	(enum flags)3	(F_A | F_B)
whatis	(enum flags)9	enum flags
print	(enum flags)9	(F_A | unknown: 0x8)
print/x	(enum flags)9	0x9
print/d	(enum flags)9	9
print/u	(enum flags)9	9
print/o	(enum flags)9	011
print/t	(enum flags)9	1001
print/z	(enum flags)9	0x00000009
print/a	(enum flags)9	0x9
print/c	(enum flags)9	9 '\t'
print/f	(enum flags)9	1.26116862e-44
print/s	(enum flags)9	(F_A | unknown: 0x8)
whatis	(enum neg)-1	enum neg
print	(enum neg)-1	MINUS
print/x	(enum neg)-1	0xffffffff
print/d	(enum neg)-1	-1
print/u	(enum neg)-1	4294967295
print/o	(enum neg)-1	037777777777
print/t	(enum neg)-1	11111111111111111111111111111111
print/z	(enum neg)-1	0xffffffff
print/a	(enum neg)-1	0xffffffffffffffff
print/c	(enum neg)-1	-1 '\377'
print/f	(enum neg)-1	-nan(0x7fffff)
print/s	(enum neg)-1	MINUS
whatis	(u64)-1	u64
print	(u64)-1	18446744073709551615
print/x	(u64)-1	0xffffffffffffffff
print/d	(u64)-1	-1
print/u	(u64)-1	18446744073709551615
print/o	(u64)-1	01777777777777777777777
print/t	(u64)-1	1111111111111111111111111111111111111111111111111111111111111111
print/z	(u64)-1	0xffffffffffffffff
print/a	(u64)-1	0xffffffffffffffff
print/c	(u64)-1	255 '\377'
print/f	(u64)-1	-nan(0xfffffffffffff)
print/s	(u64)-1	18446744073709551615
whatis	(s64)-1	!No symbol "s64" in current context.
print	(s64)-1	!No symbol "s64" in current context.
whatis	(u32)-1	u32
print	(u32)-1	4294967295
print/x	(u32)-1	0xffffffff
print/d	(u32)-1	-1
print/u	(u32)-1	4294967295
print/o	(u32)-1	037777777777
print/t	(u32)-1	11111111111111111111111111111111
print/z	(u32)-1	0xffffffff
print/a	(u32)-1	0xffffffff
print/c	(u32)-1	255 '\377'
print/f	(u32)-1	-nan(0x7fffff)
print/s	(u32)-1	4294967295
whatis	(unsigned)-1	unsigned int
print	(unsigned)-1	4294967295
print/x	(unsigned)-1	0xffffffff
print/d	(unsigned)-1	-1
print/u	(unsigned)-1	4294967295
print/o	(unsigned)-1	037777777777
print/t	(unsigned)-1	11111111111111111111111111111111
print/z	(unsigned)-1	0xffffffff
print/a	(unsigned)-1	0xffffffff
print/c	(unsigned)-1	255 '\377'
print/f	(unsigned)-1	-nan(0x7fffff)
print/s	(unsigned)-1	4294967295
whatis	(unsigned int)-1	unsigned int
print	(unsigned int)-1	4294967295
print/x	(unsigned int)-1	0xffffffff
print/d	(unsigned int)-1	-1
print/u	(unsigned int)-1	4294967295
print/o	(unsigned int)-1	037777777777
print/t	(unsigned int)-1	11111111111111111111111111111111
print/z	(unsigned int)-1	0xffffffff
print/a	(unsigned int)-1	0xffffffff
print/c	(unsigned int)-1	255 '\377'
print/f	(unsigned int)-1	-nan(0x7fffff)
print/s	(unsigned int)-1	4294967295
whatis	(long unsigned int)-1	unsigned long
print	(long unsigned int)-1	18446744073709551615
print/x	(long unsigned int)-1	0xffffffffffffffff
print/d	(long unsigned int)-1	-1
print/u	(long unsigned int)-1	18446744073709551615
print/o	(long unsigned int)-1	01777777777777777777777
print/t	(long unsigned int)-1	1111111111111111111111111111111111111111111111111111111111111111
print/z	(long unsigned int)-1	0xffffffffffffffff
print/a	(long unsigned int)-1	0xffffffffffffffff
print/c	(long unsigned int)-1	255 '\377'
print/f	(long unsigned int)-1	-nan(0xfffffffffffff)
print/s	(long unsigned int)-1	18446744073709551615
whatis	(unsigned long long)-1	unsigned long long
print	(unsigned long long)-1	18446744073709551615
print/x	(unsigned long long)-1	0xffffffffffffffff
print/d	(unsigned long long)-1	-1
print/u	(unsigned long long)-1	18446744073709551615
print/o	(unsigned long long)-1	01777777777777777777777
print/t	(unsigned long long)-1	1111111111111111111111111111111111111111111111111111111111111111
print/z	(unsigned long long)-1	0xffffffffffffffff
print/a	(unsigned long long)-1	0xffffffffffffffff
print/c	(unsigned long long)-1	255 '\377'
print/f	(unsigned long long)-1	-nan(0xfffffffffffff)
print/s	(unsigned long long)-1	18446744073709551615
whatis	(short)70000	short
print	(short)70000	4464
print/x	(short)70000	0x1170
print/d	(short)70000	4464
print/u	(short)70000	4464
print/o	(short)70000	010560
print/t	(short)70000	1000101110000
print/z	(short)70000	0x1170
print/a	(short)70000	0x1170
print/c	(short)70000	112 'p'
print/f	(short)70000	4464
print/s	(short)70000	4464
whatis	(void*)0	void *
print	(void*)0	(void *) 0x0
print/x	(void*)0	0x0
print/d	(void*)0	0
print/u	(void*)0	0
print/o	(void*)0	0
print/t	(void*)0	0
print/z	(void*)0	0x0000000000000000
print/a	(void*)0	0x0
print/c	(void*)0	0 '\000'
print/f	(void*)0	0
print/s	(void*)0	(void *) 0x0
whatis	(void*)16	void *
print	(void*)16	(void *) 0x10
print/x	(void*)16	0x10
print/d	(void*)16	16
print/u	(void*)16	16
print/o	(void*)16	020
print/t	(void*)16	10000
print/z	(void*)16	0x0000000000000010
print/a	(void*)16	0x10
print/c	(void*)16	16 '\020'
print/f	(void*)16	7.9050503334599447e-323
print/s	(void*)16	(void *) 0x10
whatis	(int*)0	int *
print	(int*)0	(int *) 0x0
print/x	(int*)0	0x0
print/d	(int*)0	0
print/u	(int*)0	0
print/o	(int*)0	0
print/t	(int*)0	0
print/z	(int*)0	0x0000000000000000
print/a	(int*)0	0x0
print/c	(int*)0	0 '\000'
print/f	(int*)0	0
print/s	(int*)0	(int *) 0x0
whatis	(char*)0	char *
print	(char*)0	0x0
print/x	(char*)0	0x0
print/d	(char*)0	0
print/u	(char*)0	0
print/o	(char*)0	0
print/t	(char*)0	0
print/z	(char*)0	0x0000000000000000
print/a	(char*)0	0x0
print/c	(char*)0	0 '\000'
print/f	(char*)0	0
print/s	(char*)0	0x0
whatis	(int)arr == (int)(long)arr	int
print	(int)arr == (int)(long)arr	1
print/x	(int)arr == (int)(long)arr	0x1
print/d	(int)arr == (int)(long)arr	1
print/u	(int)arr == (int)(long)arr	1
print/o	(int)arr == (int)(long)arr	01
print/t	(int)arr == (int)(long)arr	1
print/z	(int)arr == (int)(long)arr	0x00000001
print/a	(int)arr == (int)(long)arr	0x1
print/c	(int)arr == (int)(long)arr	1 '\001'
print/f	(int)arr == (int)(long)arr	1.40129846e-45
print/s	(int)arr == (int)(long)arr	1
whatis	(long)pint - (long)arr	long
print	(long)pint - (long)arr	8
print/x	(long)pint - (long)arr	0x8
print/d	(long)pint - (long)arr	8
print/u	(long)pint - (long)arr	8
print/o	(long)pint - (long)arr	010
print/t	(long)pint - (long)arr	1000
print/z	(long)pint - (long)arr	0x0000000000000008
print/a	(long)pint - (long)arr	0x8
print/c	(long)pint - (long)arr	8 '\b'
print/f	(long)pint - (long)arr	3.9525251667299724e-323
print/s	(long)pint - (long)arr	8
whatis	(struct outer*)0	struct outer *
print	(struct outer*)0	(struct outer *) 0x0
print/x	(struct outer*)0	0x0
print/d	(struct outer*)0	0
print/u	(struct outer*)0	0
print/o	(struct outer*)0	0
print/t	(struct outer*)0	0
print/z	(struct outer*)0	0x0000000000000000
print/a	(struct outer*)0	0x0
print/c	(struct outer*)0	0 '\000'
print/f	(struct outer*)0	0
print/s	(struct outer*)0	(struct outer *) 0x0
whatis	&((struct outer*)0)->list	struct list_head *
print	&((struct outer*)0)->list	(struct list_head *) 0x50
print/x	&((struct outer*)0)->list	0x50
print/d	&((struct outer*)0)->list	80
print/u	&((struct outer*)0)->list	80
print/o	&((struct outer*)0)->list	0120
print/t	&((struct outer*)0)->list	1010000
print/z	&((struct outer*)0)->list	0x0000000000000050
print/a	&((struct outer*)0)->list	0x50
print/c	&((struct outer*)0)->list	80 'P'
print/f	&((struct outer*)0)->list	3.9525251667299724e-322
print/s	&((struct outer*)0)->list	(struct list_head *) 0x50
whatis	(long)&((struct outer*)0)->bits	long
print	(long)&((struct outer*)0)->bits	104
print/x	(long)&((struct outer*)0)->bits	0x68
print/d	(long)&((struct outer*)0)->bits	104
print/u	(long)&((struct outer*)0)->bits	104
print/o	(long)&((struct outer*)0)->bits	0150
print/t	(long)&((struct outer*)0)->bits	1101000
print/z	(long)&((struct outer*)0)->bits	0x0000000000000068
print/a	(long)&((struct outer*)0)->bits	0x68
print/c	(long)&((struct outer*)0)->bits	104 'h'
print/f	(long)&((struct outer*)0)->bits	5.1382827167489641e-322
print/s	(long)&((struct outer*)0)->bits	104
whatis	(handler_t)0	handler_t
print	(handler_t)0	(handler_t) 0x0
print/x	(handler_t)0	0x0
print/d	(handler_t)0	0
print/u	(handler_t)0	0
print/o	(handler_t)0	0
print/t	(handler_t)0	0
print/z	(handler_t)0	0x0000000000000000
print/a	(handler_t)0	0x0
print/c	(handler_t)0	0 '\000'
print/f	(handler_t)0	0
print/s	(handler_t)0	(handler_t) 0x0
whatis	(int(*)(int))0	int (*)(int)
print	(int(*)(int))0	(int (*)(int)) 0x0
print/x	(int(*)(int))0	0x0
print/d	(int(*)(int))0	0
print/u	(int(*)(int))0	0
print/o	(int(*)(int))0	0
print/t	(int(*)(int))0	0
print/z	(int(*)(int))0	0x0000000000000000
print/a	(int(*)(int))0	0x0
print/c	(int(*)(int))0	0 '\000'
print/f	(int(*)(int))0	0
print/s	(int(*)(int))0	(int (*)(int)) 0x0
whatis	(int(*)[3])0	int (*)[3]
print	(int(*)[3])0	(int (*)[3]) 0x0
print/x	(int(*)[3])0	0x0
print/d	(int(*)[3])0	0
print/u	(int(*)[3])0	0
print/o	(int(*)[3])0	0
print/t	(int(*)[3])0	0
print/z	(int(*)[3])0	0x0000000000000000
print/a	(int(*)[3])0	0x0
print/c	(int(*)[3])0	0 '\000'
print/f	(int(*)[3])0	0
print/s	(int(*)[3])0	(int (*)[3]) 0x0
whatis	(void(*)(void))nothing	void (*)(void)
print	(void(*)(void))nothing	(void (*)(void)) 0x40101a <nothing>
print/x	(void(*)(void))nothing	0x40101a
print/d	(void(*)(void))nothing	4198426
print/u	(void(*)(void))nothing	4198426
print/o	(void(*)(void))nothing	020010032
print/t	(void(*)(void))nothing	10000000001000000011010
print/z	(void(*)(void))nothing	0x000000000040101a
print/a	(void(*)(void))nothing	0x40101a <nothing>
print/c	(void(*)(void))nothing	26 '\032'
print/f	(void(*)(void))nothing	2.0742980532066814e-317
print/s	(void(*)(void))nothing	(void (*)(void)) 0x40101a <nothing>
whatis	(const char*)str	const char *
print	(const char*)str	0x402000 "a string"
print/x	(const char*)str	0x402000
print/d	(const char*)str	4202496
print/u	(const char*)str	4202496
print/o	(const char*)str	020020000
print/t	(const char*)str	10000000010000000000000
print/z	(const char*)str	0x0000000000402000
print/a	(const char*)str	0x402000
print/c	(const char*)str	0 '\000'
print/f	(const char*)str	2.0763089003852552e-317
print/s	(const char*)str	0x402000 "a string"
whatis	(char[5])v_long	char [5]
print	(char[5])v_long	"5\373\004\216\340"
print/x	(char[5])v_long	{0x35, 0xfb, 0x4, 0x8e, 0xe0}
print/d	(char[5])v_long	{53, -5, 4, -114, -32}
print/u	(char[5])v_long	{53, 251, 4, 142, 224}
print/o	(char[5])v_long	{065, 0373, 04, 0216, 0340}
print/t	(char[5])v_long	{110101, 11111011, 100, 10001110, 11100000}
print/z	(char[5])v_long	{0x35, 0xfb, 0x04, 0x8e, 0xe0}
print/a	(char[5])v_long	{0x35, 0xfffffffffffffffb, 0x4, 0xffffffffffffff8e, 0xffffffffffffffe0}
print/c	(char[5])v_long	{53 '5', -5 '\373', 4 '\004', -114 '\216', -32 '\340'}
print/f	(char[5])v_long	{53, -5, 4, -114, -32}
print/s	(char[5])v_long	"5\373\004\216\340"
whatis	(u8[8])v_u64	u8 [8]
print	(u8[8])v_u64	"\0202Tv\230\272\334\376"
print/x	(u8[8])v_u64	{0x10, 0x32, 0x54, 0x76, 0x98, 0xba, 0xdc, 0xfe}
print/d	(u8[8])v_u64	{16, 50, 84, 118, -104, -70, -36, -2}
print/u	(u8[8])v_u64	{16, 50, 84, 118, 152, 186, 220, 254}
print/o	(u8[8])v_u64	{020, 062, 0124, 0166, 0230, 0272, 0334, 0376}
print/t	(u8[8])v_u64	{10000, 110010, 1010100, 1110110, 10011000, 10111010, 11011100, 11111110}
print/z	(u8[8])v_u64	{0x10, 0x32, 0x54, 0x76, 0x98, 0xba, 0xdc, 0xfe}
print/a	(u8[8])v_u64	{0x10, 0x32, 0x54, 0x76, 0x98, 0xba, 0xdc, 0xfe}
print/c	(u8[8])v_u64	{16 '\020', 50 '2', 84 'T', 118 'v', 152 '\230', 186 '\272', 220 '\334', 254 '\376'}
print/f	(u8[8])v_u64	{16, 50, 84, 118, 152, 186, 220, 254}
print/s	(u8[8])v_u64	"\0202Tv\230\272\334\376"
whatis	(u8[])v_u32	u8 [4]
print	(u8[])v_u32	"\000(k\356"
print/x	(u8[])v_u32	{0x0, 0x28, 0x6b, 0xee}
print/d	(u8[])v_u32	{0, 40, 107, -18}
print/u	(u8[])v_u32	{0, 40, 107, 238}
print/o	(u8[])v_u32	{0, 050, 0153, 0356}
print/t	(u8[])v_u32	{0, 101000, 1101011, 11101110}
print/z	(u8[])v_u32	{0x00, 0x28, 0x6b, 0xee}
print/a	(u8[])v_u32	{0x0, 0x28, 0x6b, 0xee}
print/c	(u8[])v_u32	{0 '\000', 40 '(', 107 'k', 238 '\356'}
print/f	(u8[])v_u32	{0, 40, 107, 238}
print/s	(u8[])v_u32	"\000(k\356"
whatis	(struct inner)v_u64	struct inner
print	(struct inner)v_u64	{x = 1985229328, y = -19088744}
print/x	(struct inner)v_u64	{x = 0x76543210, y = 0xfedcba98}
print/d	(struct inner)v_u64	{x = 1985229328, y = -19088744}
print/u	(struct inner)v_u64	{x = 1985229328, y = 4275878552}
print/o	(struct inner)v_u64	{x = 016625031020, y = 037667135230}
print/t	(struct inner)v_u64	{x = 1110110010101000011001000010000, y = 11111110110111001011101010011000}
print/z	(struct inner)v_u64	{x = 0x76543210, y = 0xfedcba98}
print/a	(struct inner)v_u64	{x = 0x76543210, y = 0xfffffffffedcba98}
print/c	(struct inner)v_u64	{x = 16 '\020', y = -104 '\230'}
print/f	(struct inner)v_u64	{x = 1.0759593e+33, y = -1.46699505e+38}
print/s	(struct inner)v_u64	{x = 1985229328, y = -19088744}
whatis	(long)v_float	long
print	(long)v_float	1
print/x	(long)v_float	0x1
print/d	(long)v_float	1
print/u	(long)v_float	1
print/o	(long)v_float	01
print/t	(long)v_float	1
print/z	(long)v_float	0x0000000000000001
print/a	(long)v_float	0x1
print/c	(long)v_float	1 '\001'
print/f	(long)v_float	4.9406564584124654e-324
print/s	(long)v_float	1
whatis	(int)obj	int
print	(int)obj	42
print/x	(int)obj	0x2a
print/d	(int)obj	42
print/u	(int)obj	42
print/o	(int)obj	052
print/t	(int)obj	101010
print/z	(int)obj	0x0000002a
print/a	(int)obj	0x2a
print/c	(int)obj	42 '*'
print/f	(int)obj	5.88545355e-44
print/s	(int)obj	42
whatis	(struct inner)1	!Invalid cast.
print	(struct inner)1	!Invalid cast.
whatis	(void)0	void
print	(void)0	void
print/x	(void)0	void
print/d	(void)0	void
print/u	(void)0	void
print/o	(void)0	void
print/t	(void)0	void
print/z	(void)0	void
print/a	(void)0	void
print/c	(void)0	void
print/f	(void)0	void
print/s	(void)0	void
whatis	(void)obj	void
print	(void)obj	void
print/x	(void)obj	void
print/d	(void)obj	void
print/u	(void)obj	void
print/o	(void)obj	void
print/t	(void)obj	void
print/z	(void)obj	void
print/a	(void)obj	void
print/c	(void)obj	void
print/f	(void)obj	void
print/s	(void)obj	void
whatis	(nope)1	!No symbol "nope" in current context.
print	(nope)1	!No symbol "nope" in current context.
whatis	(__int128)1	__int128
print	(__int128)1	1
print/x	(__int128)1	0x1
print/d	(__int128)1	1
print/u	(__int128)1	1
print/o	(__int128)1	01
print/t	(__int128)1	1
print/z	(__int128)1	0x00000000000000000000000000000001
print/a	(__int128)1	!That operation is not available on integers of more than 8 bytes.
print/c	(__int128)1	!That operation is not available on integers of more than 8 bytes.
print/f	(__int128)1	3.64519953188247460253e-4951
print/s	(__int128)1	1
whatis	(unsigned __int128)-1	!No type named unsigned __int128.
print	(unsigned __int128)-1	!No type named unsigned __int128.
whatis	(s128)v_s8	s128
print	(s128)v_s8	-5
print/x	(s128)v_s8	0xfffffffffffffffffffffffffffffffb
print/d	(s128)v_s8	-5
print/u	(s128)v_s8	340282366920938463463374607431768211451
print/o	(s128)v_s8	03777777777777777777777777777777777777777773
print/t	(s128)v_s8	11111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111011
print/z	(s128)v_s8	0xfffffffffffffffffffffffffffffffb
print/a	(s128)v_s8	!That operation is not available on integers of more than 8 bytes.
print/c	(s128)v_s8	!That operation is not available on integers of more than 8 bytes.
print/f	(s128)v_s8	-nan(0xfffffffffffffffb)
print/s	(s128)v_s8	-5
whatis	(u64)v_s8	u64
print	(u64)v_s8	18446744073709551611
print/x	(u64)v_s8	0xfffffffffffffffb
print/d	(u64)v_s8	-5
print/u	(u64)v_s8	18446744073709551611
print/o	(u64)v_s8	01777777777777777777773
print/t	(u64)v_s8	1111111111111111111111111111111111111111111111111111111111111011
print/z	(u64)v_s8	0xfffffffffffffffb
print/a	(u64)v_s8	0xfffffffffffffffb
print/c	(u64)v_s8	251 '\373'
print/f	(u64)v_s8	-nan(0xffffffffffffb)
print/s	(u64)v_s8	18446744073709551611
whatis	(u64)v_u8	u64
print	(u64)v_u8	200
print/x	(u64)v_u8	0xc8
print/d	(u64)v_u8	200
print/u	(u64)v_u8	200
print/o	(u64)v_u8	0310
print/t	(u64)v_u8	11001000
print/z	(u64)v_u8	0x00000000000000c8
print/a	(u64)v_u8	0xc8
print/c	(u64)v_u8	200 '\310'
print/f	(u64)v_u8	9.8813129168249309e-322
print/s	(u64)v_u8	200
whatis	(double)v_int	double
print	(double)v_int	-7
print/x	(double)v_int	0xc01c000000000000
print/d	(double)v_int	-4603804719079489536
print/u	(double)v_int	13842939354630062080
print/o	(double)v_int	01400340000000000000000
print/t	(double)v_int	1100000000011100000000000000000000000000000000000000000000000000
print/z	(double)v_int	0xc01c000000000000
print/a	(double)v_int	0xfffffffffffffff9
print/c	(double)v_int	-7 '\371'
print/f	(double)v_int	-7
print/s	(double)v_int	-7
whatis	(float)v_int	float
print	(float)v_int	-7
print/x	(float)v_int	0xc0e00000
print/d	(float)v_int	-1059061760
print/u	(float)v_int	3235905536
print/o	(float)v_int	030070000000
print/t	(float)v_int	11000000111000000000000000000000
print/z	(float)v_int	0xc0e00000
print/a	(float)v_int	0xfffffffffffffff9
print/c	(float)v_int	-7 '\371'
print/f	(float)v_int	-7
print/s	(float)v_int	-7
whatis	v_s8	s8
print	v_s8	-5 '\373'
print/x	v_s8	0xfb
print/d	v_s8	-5
print/u	v_s8	251
print/o	v_s8	0373
print/t	v_s8	11111011
print/z	v_s8	0xfb
print/a	v_s8	0xfffffffffffffffb
print/c	v_s8	-5 '\373'
print/f	v_s8	-5
print/s	v_s8	-5 '\373'
whatis	v_u8	u8
print	v_u8	200 '\310'
print/x	v_u8	0xc8
print/d	v_u8	-56
print/u	v_u8	200
print/o	v_u8	0310
print/t	v_u8	11001000
print/z	v_u8	0xc8
print/a	v_u8	0xc8
print/c	v_u8	200 '\310'
print/f	v_u8	200
print/s	v_u8	200 '\310'
whatis	v_char	char
print	v_char	65 'A'
print/x	v_char	0x41
print/d	v_char	65
print/u	v_char	65
print/o	v_char	0101
print/t	v_char	1000001
print/z	v_char	0x41
print/a	v_char	0x41
print/c	v_char	65 'A'
print/f	v_char	65
print/s	v_char	65 'A'
whatis	v_s16	s16
print	v_s16	-300
print/x	v_s16	0xfed4
print/d	v_s16	-300
print/u	v_s16	65236
print/o	v_s16	0177324
print/t	v_s16	1111111011010100
print/z	v_s16	0xfed4
print/a	v_s16	0xfffffffffffffed4
print/c	v_s16	-44 '\324'
print/f	v_s16	-300
print/s	v_s16	-300
whatis	v_u16	u16
print	v_u16	60000
print/x	v_u16	0xea60
print/d	v_u16	-5536
print/u	v_u16	60000
print/o	v_u16	0165140
print/t	v_u16	1110101001100000
print/z	v_u16	0xea60
print/a	v_u16	0xea60
print/c	v_u16	96 '`'
print/f	v_u16	60000
print/s	v_u16	60000
whatis	v_int	int
print	v_int	-7
print/x	v_int	0xfffffff9
print/d	v_int	-7
print/u	v_int	4294967289
print/o	v_int	037777777771
print/t	v_int	11111111111111111111111111111001
print/z	v_int	0xfffffff9
print/a	v_int	0xfffffffffffffff9
print/c	v_int	-7 '\371'
print/f	v_int	-nan(0x7ffff9)
print/s	v_int	-7
whatis	v_u32	u32
print	v_u32	4000000000
print/x	v_u32	0xee6b2800
print/d	v_u32	-294967296
print/u	v_u32	4000000000
print/o	v_u32	035632624000
print/t	v_u32	11101110011010110010100000000000
print/z	v_u32	0xee6b2800
print/a	v_u32	0xee6b2800
print/c	v_u32	0 '\000'
print/f	v_u32	-1.81943336e+28
print/s	v_u32	4000000000
whatis	v_long	long
print	v_long	-1234567890123
print/x	v_long	0xfffffee08e04fb35
print/d	v_long	-1234567890123
print/u	v_long	18446742839141661493
print/o	v_long	01777777756021601175465
print/t	v_long	1111111111111111111111101110000010001110000001001111101100110101
print/z	v_long	0xfffffee08e04fb35
print/a	v_long	0xfffffee08e04fb35
print/c	v_long	53 '5'
print/f	v_long	-nan(0xffee08e04fb35)
print/s	v_long	-1234567890123
whatis	v_u64	u64
print	v_u64	18364758544493064720
print/x	v_u64	0xfedcba9876543210
print/d	v_u64	-81985529216486896
print/u	v_u64	18364758544493064720
print/o	v_u64	01773345651416625031020
print/t	v_u64	1111111011011100101110101001100001110110010101000011001000010000
print/z	v_u64	0xfedcba9876543210
print/a	v_u64	0xfedcba9876543210
print/c	v_u64	16 '\020'
print/f	v_u64	-1.2313300687736946e+303
print/s	v_u64	18364758544493064720
whatis	v_ll	long long
print	v_ll	99
print/x	v_ll	0x63
print/d	v_ll	99
print/u	v_ll	99
print/o	v_ll	0143
print/t	v_ll	1100011
print/z	v_ll	0x0000000000000063
print/a	v_ll	0x63
print/c	v_ll	99 'c'
print/f	v_ll	4.8912498938283408e-322
print/s	v_ll	99
whatis	v_s128	s128
print	v_s128	-1267650600228229401496703205376
print/x	v_s128	0xfffffff0000000000000000000000000
print/d	v_s128	-1267650600228229401496703205376
print/u	v_s128	340282365653287863235145205935065006080
print/o	v_s128	03777777776000000000000000000000000000000000
print/t	v_s128	11111111111111111111111111110000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
print/z	v_s128	0xfffffff0000000000000000000000000
print/a	v_s128	!That operation is not available on integers of more than 8 bytes.
print/c	v_s128	!That operation is not available on integers of more than 8 bytes.
print/f	v_s128	0
print/s	v_s128	-1267650600228229401496703205376
whatis	v_u128	u128
print	v_u128	1512366075204170947332355369683137040
print/x	v_u128	0x123456789abcdeffedcba9876543210
print/d	v_u128	1512366075204170947332355369683137040
print/u	v_u128	1512366075204170947332355369683137040
print/o	v_u128	011064254742325715737773345651416625031020
print/t	v_u128	1001000110100010101100111100010011010101111001101111011111111111011011100101110101001100001110110010101000011001000010000
print/z	v_u128	0x0123456789abcdeffedcba9876543210
print/a	v_u128	!That operation is not available on integers of more than 8 bytes.
print/c	v_u128	!That operation is not available on integers of more than 8 bytes.
print/f	v_u128	-2.36657365165774154233e+1074
print/s	v_u128	1512366075204170947332355369683137040
whatis	v_true	bool
print	v_true	true
print/x	v_true	0x1
print/d	v_true	1
print/u	v_true	1
print/o	v_true	01
print/t	v_true	1
print/z	v_true	0x01
print/a	v_true	0x1
print/c	v_true	1 '\001'
print/f	v_true	1
print/s	v_true	true
whatis	v_false	bool
print	v_false	false
print/x	v_false	0x0
print/d	v_false	0
print/u	v_false	0
print/o	v_false	0
print/t	v_false	0
print/z	v_false	0x00
print/a	v_false	0x0
print/c	v_false	0 '\000'
print/f	v_false	0
print/s	v_false	false
whatis	v_float	float
print	v_float	1.5
print/x	v_float	0x3fc00000
print/d	v_float	1069547520
print/u	v_float	1069547520
print/o	v_float	07760000000
print/t	v_float	111111110000000000000000000000
print/z	v_float	0x3fc00000
print/a	v_float	0x1
print/c	v_float	1 '\001'
print/f	v_float	1.5
print/s	v_float	1.5
whatis	v_double	double
print	v_double	-2.25
print/x	v_double	0xc002000000000000
print/d	v_double	-4611123068473966592
print/u	v_double	13835621005235585024
print/o	v_double	01400020000000000000000
print/t	v_double	1100000000000010000000000000000000000000000000000000000000000000
print/z	v_double	0xc002000000000000
print/a	v_double	0xfffffffffffffffe
print/c	v_double	-2 '\376'
print/f	v_double	-2.25
print/s	v_double	-2.25
whatis	v_ldouble	long double
print	v_ldouble	3.125
print/x	v_ldouble	0x4000c800000000000000
print/d	v_ldouble	302245866422464879263744
print/u	v_ldouble	302245866422464879263744
print/o	v_ldouble	0100001440000000000000000000
print/t	v_ldouble	1000000000000001100100000000000000000000000000000000000000000000000000000000000
print/z	v_ldouble	0x0000000000004000c800000000000000
print/a	v_ldouble	0x3
print/c	v_ldouble	3 '\003'
print/f	v_ldouble	3.125
print/s	v_ldouble	3.125
whatis	v_color	enum color
print	v_color	GREEN
print/x	v_color	0x2
print/d	v_color	2
print/u	v_color	2
print/o	v_color	02
print/t	v_color	10
print/z	v_color	0x00000002
print/a	v_color	0x2
print/c	v_color	2 '\002'
print/f	v_color	2.80259693e-45
print/s	v_color	GREEN
whatis	v_mixed	enum color
print	v_mixed	5
print/x	v_mixed	0x5
print/d	v_mixed	5
print/u	v_mixed	5
print/o	v_mixed	05
print/t	v_mixed	101
print/z	v_mixed	0x00000005
print/a	v_mixed	0x5
print/c	v_mixed	5 '\005'
print/f	v_mixed	7.00649232e-45
print/s	v_mixed	5
whatis	v_flags	enum flags
print	v_flags	(F_A | F_C)
print/x	v_flags	0x5
print/d	v_flags	5
print/u	v_flags	5
print/o	v_flags	05
print/t	v_flags	101
print/z	v_flags	0x00000005
print/a	v_flags	0x5
print/c	v_flags	5 '\005'
print/f	v_flags	7.00649232e-45
print/s	v_flags	(F_A | F_C)
whatis	v_neg	enum neg
print	v_neg	MINUS
print/x	v_neg	0xffffffff
print/d	v_neg	-1
print/u	v_neg	4294967295
print/o	v_neg	037777777777
print/t	v_neg	11111111111111111111111111111111
print/z	v_neg	0xffffffff
print/a	v_neg	0xffffffffffffffff
print/c	v_neg	-1 '\377'
print/f	v_neg	-nan(0x7fffff)
print/s	v_neg	MINUS
whatis	v_zero	int
print	v_zero	0
print/x	v_zero	0x0
print/d	v_zero	0
print/u	v_zero	0
print/o	v_zero	0
print/t	v_zero	0
print/z	v_zero	0x00000000
print/a	v_zero	0x0
print/c	v_zero	0 '\000'
print/f	v_zero	0
print/s	v_zero	0
whatis	arr	int [5]
print	arr	{10, 20, 30, 40, 50}
print/x	arr	{0xa, 0x14, 0x1e, 0x28, 0x32}
print/d	arr	{10, 20, 30, 40, 50}
print/u	arr	{10, 20, 30, 40, 50}
print/o	arr	{012, 024, 036, 050, 062}
print/t	arr	{1010, 10100, 11110, 101000, 110010}
print/z	arr	{0x0000000a, 0x00000014, 0x0000001e, 0x00000028, 0x00000032}
print/a	arr	{0xa, 0x14, 0x1e, 0x28, 0x32}
print/c	arr	{10 '\n', 20 '\024', 30 '\036', 40 '(', 50 '2'}
print/f	arr	{1.40129846e-44, 2.80259693e-44, 4.20389539e-44, 5.60519386e-44, 7.00649232e-44}
print/s	arr	{10, 20, 30, 40, 50}
whatis	grid	int [2][3]
print	grid	{{1, 2, 3}, {4, 5, 6}}
print/x	grid	{{0x1, 0x2, 0x3}, {0x4, 0x5, 0x6}}
print/d	grid	{{1, 2, 3}, {4, 5, 6}}
print/u	grid	{{1, 2, 3}, {4, 5, 6}}
print/o	grid	{{01, 02, 03}, {04, 05, 06}}
print/t	grid	{{1, 10, 11}, {100, 101, 110}}
print/z	grid	{{0x00000001, 0x00000002, 0x00000003}, {0x00000004, 0x00000005, 0x00000006}}
print/a	grid	{{0x1, 0x2, 0x3}, {0x4, 0x5, 0x6}}
print/c	grid	{{1 '\001', 2 '\002', 3 '\003'}, {4 '\004', 5 '\005', 6 '\006'}}
print/f	grid	{{1.40129846e-45, 2.80259693e-45, 4.20389539e-45}, {5.60519386e-45, 7.00649232e-45, 8.40779079e-45}}
print/s	grid	{{1, 2, 3}, {4, 5, 6}}
whatis	text	char [6]
print	text	"hello"
print/x	text	{0x68, 0x65, 0x6c, 0x6c, 0x6f, 0x0}
print/d	text	{104, 101, 108, 108, 111, 0}
print/u	text	{104, 101, 108, 108, 111, 0}
print/o	text	{0150, 0145, 0154, 0154, 0157, 0}
print/t	text	{1101000, 1100101, 1101100, 1101100, 1101111, 0}
print/z	text	{0x68, 0x65, 0x6c, 0x6c, 0x6f, 0x00}
print/a	text	{0x68, 0x65, 0x6c, 0x6c, 0x6f, 0x0}
print/c	text	{104 'h', 101 'e', 108 'l', 108 'l', 111 'o', 0 '\000'}
print/f	text	{104, 101, 108, 108, 111, 0}
print/s	text	"hello"
whatis	padded	char [16]
print	padded	"pad", '\000' <repeats 12 times>
print/x	padded	{0x70, 0x61, 0x64, 0x0 <repeats 13 times>}
print/d	padded	{112, 97, 100, 0 <repeats 13 times>}
print/u	padded	{112, 97, 100, 0 <repeats 13 times>}
print/o	padded	{0160, 0141, 0144, 0 <repeats 13 times>}
print/t	padded	{1110000, 1100001, 1100100, 0 <repeats 13 times>}
print/z	padded	{0x70, 0x61, 0x64, 0x00 <repeats 13 times>}
print/a	padded	{0x70, 0x61, 0x64, 0x0 <repeats 13 times>}
print/c	padded	{112 'p', 97 'a', 100 'd', 0 '\000' <repeats 13 times>}
print/f	padded	{112, 97, 100, 0 <repeats 13 times>}
print/s	padded	"pad", '\000' <repeats 12 times>
whatis	str	const char *
print	str	0x402000 "a string"
print/x	str	0x402000
print/d	str	4202496
print/u	str	4202496
print/o	str	020020000
print/t	str	10000000010000000000000
print/z	str	0x0000000000402000
print/a	str	0x402000
print/c	str	0 '\000'
print/f	str	2.0763089003852552e-317
print/s	str	0x402000 "a string"
whatis	strs	const char *[3]
print	strs	{0x402009 "one", 0x40200d "two", 0x402011 "three"}
print/x	strs	{0x402009, 0x40200d, 0x402011}
print/d	strs	{4202505, 4202509, 4202513}
print/u	strs	{4202505, 4202509, 4202513}
print/o	strs	{020020011, 020020015, 020020021}
print/t	strs	{10000000010000000001001, 10000000010000000001101, 10000000010000000010001}
print/z	strs	{0x0000000000402009, 0x000000000040200d, 0x0000000000402011}
print/a	strs	{0x402009, 0x40200d, 0x402011}
print/c	strs	{9 '\t', 13 '\r', 17 '\021'}
print/f	strs	{2.0763133469760678e-317, 2.0763153232386512e-317, 2.0763172995012345e-317}
print/s	strs	{0x402009 "one", 0x40200d "two", 0x402011 "three"}
whatis	pint	int *
print	pint	(int *) 0x403098 <arr+8>
print/x	pint	0x403098
print/d	pint	4206744
print/u	pint	4206744
print/o	pint	020030230
print/t	pint	10000000011000010011000
print/z	pint	0x0000000000403098
print/a	pint	0x403098 <arr+8>
print/c	pint	152 '\230'
print/f	pint	2.0784076912487889e-317
print/s	pint	(int *) 0x403098 <arr+8>
whatis	pvoid	void *
print	pvoid	(void *) 0x403090 <arr>
print/x	pvoid	0x403090
print/d	pvoid	4206736
print/u	pvoid	4206736
print/o	pvoid	020030220
print/t	pvoid	10000000011000010010000
print/z	pvoid	0x0000000000403090
print/a	pvoid	0x403090 <arr>
print/c	pvoid	144 '\220'
print/f	pvoid	2.0784037387236221e-317
print/s	pvoid	(void *) 0x403090 <arr>
whatis	pcv	const volatile int *
print	pcv	(const volatile int *) 0x403094 <arr+4>
print/x	pcv	0x403094
print/d	pcv	4206740
print/u	pcv	4206740
print/o	pcv	020030224
print/t	pcv	10000000011000010010100
print/z	pcv	0x0000000000403094
print/a	pcv	0x403094 <arr+4>
print/c	pcv	148 '\224'
print/f	pcv	2.0784057149862055e-317
print/s	pcv	(const volatile int *) 0x403094 <arr+4>
whatis	ppint	int **
print	ppint	(int **) 0x403108 <pint>
print/x	ppint	0x403108
print/d	ppint	4206856
print/u	ppint	4206856
print/o	ppint	020030410
print/t	ppint	10000000011000100001000
print/z	ppint	0x0000000000403108
print/a	ppint	0x403108 <pint>
print/c	ppint	8 '\b'
print/f	ppint	2.0784630266011231e-317
print/s	ppint	(int **) 0x403108 <pint>
whatis	parr	int (*)[5]
print	parr	(int (*)[5]) 0x403090 <arr>
print/x	parr	0x403090
print/d	parr	4206736
print/u	parr	4206736
print/o	parr	020030220
print/t	parr	10000000011000010010000
print/z	parr	0x0000000000403090
print/a	parr	0x403090 <arr>
print/c	parr	144 '\220'
print/f	parr	2.0784037387236221e-317
print/s	parr	(int (*)[5]) 0x403090 <arr>
whatis	opaque	struct nowhere *
print	opaque	(struct nowhere *) 0x403090 <arr>
print/x	opaque	0x403090
print/d	opaque	4206736
print/u	opaque	4206736
print/o	opaque	020030220
print/t	opaque	10000000011000010010000
print/z	opaque	0x0000000000403090
print/a	opaque	0x403090 <arr>
print/c	opaque	144 '\220'
print/f	opaque	2.0784037387236221e-317
print/s	opaque	(struct nowhere *) 0x403090 <arr>
whatis	twice	int (int, char)
print	twice	{int (int, char)} 0x401000 <twice>
print/x	twice	0x55
print/d	twice	85
print/u	twice	85
print/o	twice	0125
print/t	twice	1010101
print/z	twice	0x55
print/a	twice	!Value can't be converted to integer.
print/c	twice	!Value can't be converted to integer.
print/f	twice	85
print/s	twice	{int (int, char)} 0x401000 <twice>
whatis	nothing	void (void)
print	nothing	{void (void)} 0x40101a <nothing>
print/x	nothing	0x55
print/d	nothing	85
print/u	nothing	85
print/o	nothing	0125
print/t	nothing	1010101
print/z	nothing	0x55
print/a	nothing	!Value can't be converted to integer.
print/c	nothing	!Value can't be converted to integer.
print/f	nothing	85
print/s	nothing	{void (void)} 0x40101a <nothing>
whatis	fn	handler_t
print	fn	(handler_t) 0x401000 <twice>
print/x	fn	0x401000
print/d	fn	4198400
print/u	fn	4198400
print/o	fn	020010000
print/t	fn	10000000001000000000000
print/z	fn	0x0000000000401000
print/a	fn	0x401000 <twice>
print/c	fn	0 '\000'
print/f	fn	2.0742852074998895e-317
print/s	fn	(handler_t) 0x401000 <twice>
whatis	table	int (*[2])(int, char)
print	table	{0x401000 <twice>, 0x401000 <twice>}
print/x	table	{0x401000, 0x401000}
print/d	table	{4198400, 4198400}
print/u	table	{4198400, 4198400}
print/o	table	{020010000, 020010000}
print/t	table	{10000000001000000000000, 10000000001000000000000}
print/z	table	{0x0000000000401000, 0x0000000000401000}
print/a	table	{0x401000 <twice>, 0x401000 <twice>}
print/c	table	{0 '\000', 0 '\000'}
print/f	table	{2.0742852074998895e-317, 2.0742852074998895e-317}
print/s	table	{0x401000 <twice>, 0x401000 <twice>}
whatis	obj	struct outer
print	obj	{id = 42, in = {x = 1, y = 2}, arr = {{x = 3, y = 4}, {x = 5, y = 6}, {x = 7, y = 8}}, {whole = 1234605616436508552, {low = 1432778632, high = 287454020}}, name = "object\000\000\000\000\000\000\000\000\000", text = 0x402017 "text", self = 0x403160 <obj>, list = {next = 0x4031b0 <obj+80>, prev = 0x4031b0 <obj+80>}, fn = 0x401000 <twice>, bits = {a = 5, b = -3, c = 4886718345, d = true, e = 9 '\t'}, real = 0.5, flex = 0x4031d8 <obj+120>}
whatis	pobj	struct outer *
print	pobj	(struct outer *) 0x403160 <obj>
print/x	pobj	0x403160
print/d	pobj	4206944
print/u	pobj	4206944
print/o	pobj	020030540
print/t	pobj	10000000011000101100000
print/z	pobj	0x0000000000403160
print/a	pobj	0x403160 <obj>
print/c	pobj	96 '`'
print/f	pobj	2.0785065043779571e-317
print/s	pobj	(struct outer *) 0x403160 <obj>
whatis	two	struct inner
print	two	{x = 11, y = 12}
print/x	two	{x = 0xb, y = 0xc}
print/d	two	{x = 11, y = 12}
print/u	two	{x = 11, y = 12}
print/o	two	{x = 013, y = 014}
print/t	two	{x = 1011, y = 1100}
print/z	two	{x = 0x0000000b, y = 0x0000000c}
print/a	two	{x = 0xb, y = 0xc}
print/c	two	{x = 11 '\v', y = 12 '\f'}
print/f	two	{x = 1.54142831e-44, y = 1.68155816e-44}
print/s	two	{x = 11, y = 12}
whatis	node	struct list_head *
print	node	(struct list_head *) 0x4031b0 <obj+80>
print/x	node	0x4031b0
print/d	node	4207024
print/u	node	4207024
print/o	node	020030660
print/t	node	10000000011000110110000
print/z	node	0x00000000004031b0
print/a	node	0x4031b0 <obj+80>
print/c	node	176 '\260'
print/f	node	2.0785460296296244e-317
print/s	node	(struct list_head *) 0x4031b0 <obj+80>
whatis	same	int
print	same	1111
print/x	same	0x457
print/d	same	1111
print/u	same	1111
print/o	same	02127
print/t	same	10001010111
print/z	same	0x00000457
print/a	same	0x457
print/c	same	87 'W'
print/f	same	1.55684259e-42
print/s	same	1111
whatis	psame1	int *
print	psame1	(int *) 0x403200 <same>
print/x	psame1	0x403200
print/d	psame1	4207104
print/u	psame1	4207104
print/o	psame1	020031000
print/t	psame1	10000000011001000000000
print/z	psame1	0x0000000000403200
print/a	psame1	0x403200 <same>
print/c	psame1	0 '\000'
print/f	psame1	2.0785855548812917e-317
print/s	psame1	(int *) 0x403200 <same>
whatis	psame2	int *
print	psame2	(int *) 0x403218 <same>
print/x	psame2	0x403218
print/d	psame2	4207128
print/u	psame2	4207128
print/o	psame2	020031030
print/t	psame2	10000000011001000011000
print/z	psame2	0x0000000000403218
print/a	psame2	0x403218 <same>
print/c	psame2	24 '\030'
print/f	psame2	2.0785974124567919e-317
print/s	psame2	(int *) 0x403218 <same>
whatis	RED	enum color
print	RED	RED
print/x	RED	0x1
print/d	RED	1
print/u	RED	1
print/o	RED	01
print/t	RED	1
print/z	RED	0x00000001
print/a	RED	0x1
print/c	RED	1 '\001'
print/f	RED	1.40129846e-45
print/s	RED	RED
whatis	GREEN	enum color
print	GREEN	GREEN
print/x	GREEN	0x2
print/d	GREEN	2
print/u	GREEN	2
print/o	GREEN	02
print/t	GREEN	10
print/z	GREEN	0x00000002
print/a	GREEN	0x2
print/c	GREEN	2 '\002'
print/f	GREEN	2.80259693e-45
print/s	GREEN	GREEN
whatis	BLUE	enum color
print	BLUE	BLUE
print/x	BLUE	0x4
print/d	BLUE	4
print/u	BLUE	4
print/o	BLUE	04
print/t	BLUE	100
print/z	BLUE	0x00000004
print/a	BLUE	0x4
print/c	BLUE	4 '\004'
print/f	BLUE	5.60519386e-45
print/s	BLUE	BLUE
whatis	MIX	enum color
print	MIX	MIX
print/x	MIX	0x7
print/d	MIX	7
print/u	MIX	7
print/o	MIX	07
print/t	MIX	111
print/z	MIX	0x00000007
print/a	MIX	0x7
print/c	MIX	7 '\a'
print/f	MIX	9.80908925e-45
print/s	MIX	MIX
whatis	F_B	enum flags
print	F_B	F_B
print/x	F_B	0x2
print/d	F_B	2
print/u	F_B	2
print/o	F_B	02
print/t	F_B	10
print/z	F_B	0x00000002
print/a	F_B	0x2
print/c	F_B	2 '\002'
print/f	F_B	2.80259693e-45
print/s	F_B	F_B
whatis	MINUS	enum neg
print	MINUS	MINUS
print/x	MINUS	0xffffffff
print/d	MINUS	-1
print/u	MINUS	4294967295
print/o	MINUS	037777777777
print/t	MINUS	11111111111111111111111111111111
print/z	MINUS	0xffffffff
print/a	MINUS	0xffffffffffffffff
print/c	MINUS	-1 '\377'
print/f	MINUS	-nan(0x7fffff)
print/s	MINUS	MINUS
whatis	nope	!No symbol "nope" in current context.
print	nope	!No symbol "nope" in current context.
whatis	v_in	!No symbol "v_in" in current context.
print	v_in	!No symbol "v_in" in current context.
whatis	v_s8+v_u8	int
print	v_s8+v_u8	195
print/x	v_s8+v_u8	0xc3
print/d	v_s8+v_u8	195
print/u	v_s8+v_u8	195
print/o	v_s8+v_u8	0303
print/t	v_s8+v_u8	11000011
print/z	v_s8+v_u8	0x000000c3
print/a	v_s8+v_u8	0xc3
print/c	v_s8+v_u8	-61 '\303'
print/f	v_s8+v_u8	2.73253201e-43
print/s	v_s8+v_u8	195
whatis	v_s8*2	int
print	v_s8*2	-10
print/x	v_s8*2	0xfffffff6
print/d	v_s8*2	-10
print/u	v_s8*2	4294967286
print/o	v_s8*2	037777777766
print/t	v_s8*2	11111111111111111111111111110110
print/z	v_s8*2	0xfffffff6
print/a	v_s8*2	0xfffffffffffffff6
print/c	v_s8*2	-10 '\366'
print/f	v_s8*2	-nan(0x7ffff6)
print/s	v_s8*2	-10
whatis	v_u8+1	int
print	v_u8+1	201
print/x	v_u8+1	0xc9
print/d	v_u8+1	201
print/u	v_u8+1	201
print/o	v_u8+1	0311
print/t	v_u8+1	11001001
print/z	v_u8+1	0x000000c9
print/a	v_u8+1	0xc9
print/c	v_u8+1	-55 '\311'
print/f	v_u8+1	2.81660991e-43
print/s	v_u8+1	201
whatis	v_char+1	int
print	v_char+1	66
print/x	v_char+1	0x42
print/d	v_char+1	66
print/u	v_char+1	66
print/o	v_char+1	0102
print/t	v_char+1	1000010
print/z	v_char+1	0x00000042
print/a	v_char+1	0x42
print/c	v_char+1	66 'B'
print/f	v_char+1	9.24856986e-44
print/s	v_char+1	66
whatis	v_s16+v_u16	int
print	v_s16+v_u16	59700
print/x	v_s16+v_u16	0xe934
print/d	v_s16+v_u16	59700
print/u	v_s16+v_u16	59700
print/o	v_s16+v_u16	0164464
print/t	v_s16+v_u16	1110100100110100
print/z	v_s16+v_u16	0x0000e934
print/a	v_s16+v_u16	0xe934
print/c	v_s16+v_u16	52 '4'
print/f	v_s16+v_u16	8.36575183e-41
print/s	v_s16+v_u16	59700
whatis	v_u32+1	unsigned int
print	v_u32+1	4000000001
print/x	v_u32+1	0xee6b2801
print/d	v_u32+1	-294967295
print/u	v_u32+1	4000000001
print/o	v_u32+1	035632624001
print/t	v_u32+1	11101110011010110010100000000001
print/z	v_u32+1	0xee6b2801
print/a	v_u32+1	0xee6b2801
print/c	v_u32+1	1 '\001'
print/f	v_u32+1	-1.81943348e+28
print/s	v_u32+1	4000000001
whatis	v_u32+v_int	unsigned int
print	v_u32+v_int	3999999993
print/x	v_u32+v_int	0xee6b27f9
print/d	v_u32+v_int	-294967303
print/u	v_u32+v_int	3999999993
print/o	v_u32+v_int	035632623771
print/t	v_u32+v_int	11101110011010110010011111111001
print/z	v_u32+v_int	0xee6b27f9
print/a	v_u32+v_int	0xee6b27f9
print/c	v_u32+v_int	249 '\371'
print/f	v_u32+v_int	-1.81943253e+28
print/s	v_u32+v_int	3999999993
whatis	v_int+v_u32	unsigned int
print	v_int+v_u32	3999999993
print/x	v_int+v_u32	0xee6b27f9
print/d	v_int+v_u32	-294967303
print/u	v_int+v_u32	3999999993
print/o	v_int+v_u32	035632623771
print/t	v_int+v_u32	11101110011010110010011111111001
print/z	v_int+v_u32	0xee6b27f9
print/a	v_int+v_u32	0xee6b27f9
print/c	v_int+v_u32	249 '\371'
print/f	v_int+v_u32	-1.81943253e+28
print/s	v_int+v_u32	3999999993
whatis	v_int<v_u32	int
print	v_int<v_u32	0
print/x	v_int<v_u32	0x0
print/d	v_int<v_u32	0
print/u	v_int<v_u32	0
print/o	v_int<v_u32	0
print/t	v_int<v_u32	0
print/z	v_int<v_u32	0x00000000
print/a	v_int<v_u32	0x0
print/c	v_int<v_u32	0 '\000'
print/f	v_int<v_u32	0
print/s	v_int<v_u32	0
whatis	v_long<v_u64	int
print	v_long<v_u64	0
print/x	v_long<v_u64	0x0
print/d	v_long<v_u64	0
print/u	v_long<v_u64	0
print/o	v_long<v_u64	0
print/t	v_long<v_u64	0
print/z	v_long<v_u64	0x00000000
print/a	v_long<v_u64	0x0
print/c	v_long<v_u64	0 '\000'
print/f	v_long<v_u64	0
print/s	v_long<v_u64	0
whatis	v_long+v_u32	long
print	v_long+v_u32	-1230567890123
print/x	v_long+v_u32	0xfffffee17c702335
print/d	v_long+v_u32	-1230567890123
print/u	v_long+v_u32	18446742843141661493
print/o	v_long+v_u32	01777777756057434021465
print/t	v_long+v_u32	1111111111111111111111101110000101111100011100000010001100110101
print/z	v_long+v_u32	0xfffffee17c702335
print/a	v_long+v_u32	0xfffffee17c702335
print/c	v_long+v_u32	53 '5'
print/f	v_long+v_u32	-nan(0xffee17c702335)
print/s	v_long+v_u32	-1230567890123
whatis	v_u64+1	unsigned long
print	v_u64+1	18364758544493064721
print/x	v_u64+1	0xfedcba9876543211
print/d	v_u64+1	-81985529216486895
print/u	v_u64+1	18364758544493064721
print/o	v_u64+1	01773345651416625031021
print/t	v_u64+1	1111111011011100101110101001100001110110010101000011001000010001
print/z	v_u64+1	0xfedcba9876543211
print/a	v_u64+1	0xfedcba9876543211
print/c	v_u64+1	17 '\021'
print/f	v_u64+1	-1.2313300687736947e+303
print/s	v_u64+1	18364758544493064721
whatis	v_u64*2	unsigned long
print	v_u64*2	18282773015276577824
print/x	v_u64*2	0xfdb97530eca86420
print/d	v_u64*2	-163971058432973792
print/u	v_u64*2	18282773015276577824
print/o	v_u64*2	01766713523035452062040
print/t	v_u64*2	1111110110111001011101010011000011101100101010000110010000100000
print/z	v_u64*2	0xfdb97530eca86420
print/a	v_u64*2	0xfdb97530eca86420
print/c	v_u64*2	32 ' '
print/f	v_u64*2	-4.1623272718390159e+297
print/s	v_u64*2	18282773015276577824
whatis	v_u64>>60	unsigned long
print	v_u64>>60	15
print/x	v_u64>>60	0xf
print/d	v_u64>>60	15
print/u	v_u64>>60	15
print/o	v_u64>>60	017
print/t	v_u64>>60	1111
print/z	v_u64>>60	0x000000000000000f
print/a	v_u64>>60	0xf
print/c	v_u64>>60	15 '\017'
print/f	v_u64>>60	7.4109846876186982e-323
print/s	v_u64>>60	15
whatis	v_long>>60	long
print	v_long>>60	-1
print/x	v_long>>60	0xffffffffffffffff
print/d	v_long>>60	-1
print/u	v_long>>60	18446744073709551615
print/o	v_long>>60	01777777777777777777777
print/t	v_long>>60	1111111111111111111111111111111111111111111111111111111111111111
print/z	v_long>>60	0xffffffffffffffff
print/a	v_long>>60	0xffffffffffffffff
print/c	v_long>>60	-1 '\377'
print/f	v_long>>60	-nan(0xfffffffffffff)
print/s	v_long>>60	-1
whatis	v_s128+1	!That operation is not available on integers of more than 8 bytes.
print	v_s128+1	!That operation is not available on integers of more than 8 bytes.
whatis	v_s128*2	!That operation is not available on integers of more than 8 bytes.
print	v_s128*2	!That operation is not available on integers of more than 8 bytes.
whatis	v_u128>>64	!That operation is not available on integers of more than 8 bytes.
print	v_u128>>64	!That operation is not available on integers of more than 8 bytes.
whatis	v_u128&0xff	!That operation is not available on integers of more than 8 bytes.
print	v_u128&0xff	!That operation is not available on integers of more than 8 bytes.
whatis	v_s128<0	!That operation is not available on integers of more than 8 bytes.
print	v_s128<0	!That operation is not available on integers of more than 8 bytes.
whatis	v_s128/3	!That operation is not available on integers of more than 8 bytes.
print	v_s128/3	!That operation is not available on integers of more than 8 bytes.
whatis	v_u128+v_int	!That operation is not available on integers of more than 8 bytes.
print	v_u128+v_int	!That operation is not available on integers of more than 8 bytes.
whatis	-v_s128	!That operation is not available on integers of more than 8 bytes.
print	-v_s128	!That operation is not available on integers of more than 8 bytes.
whatis	~v_u128	!That operation is not available on integers of more than 8 bytes.
print	~v_u128	!That operation is not available on integers of more than 8 bytes.
whatis	v_true+v_true	!Invalid operation on booleans.
print	v_true+v_true	!Invalid operation on booleans.
whatis	-v_true	int
print	-v_true	-1
print/x	-v_true	0xffffffff
print/d	-v_true	-1
print/u	-v_true	4294967295
print/o	-v_true	037777777777
print/t	-v_true	11111111111111111111111111111111
print/z	-v_true	0xffffffff
print/a	-v_true	0xffffffffffffffff
print/c	-v_true	-1 '\377'
print/f	-v_true	-nan(0x7fffff)
print/s	-v_true	-1
whatis	~v_true	int
print	~v_true	-2
print/x	~v_true	0xfffffffe
print/d	~v_true	-2
print/u	~v_true	4294967294
print/o	~v_true	037777777776
print/t	~v_true	11111111111111111111111111111110
print/z	~v_true	0xfffffffe
print/a	~v_true	0xfffffffffffffffe
print/c	~v_true	-2 '\376'
print/f	~v_true	-nan(0x7ffffe)
print/s	~v_true	-2
whatis	!v_true	int
print	!v_true	0
print/x	!v_true	0x0
print/d	!v_true	0
print/u	!v_true	0
print/o	!v_true	0
print/t	!v_true	0
print/z	!v_true	0x00000000
print/a	!v_true	0x0
print/c	!v_true	0 '\000'
print/f	!v_true	0
print/s	!v_true	0
whatis	v_float+1	float
print	v_float+1	2.5
print/x	v_float+1	0x40200000
print/d	v_float+1	1075838976
print/u	v_float+1	1075838976
print/o	v_float+1	010010000000
print/t	v_float+1	1000000001000000000000000000000
print/z	v_float+1	0x40200000
print/a	v_float+1	0x2
print/c	v_float+1	2 '\002'
print/f	v_float+1	2.5
print/s	v_float+1	2.5
whatis	v_float*v_double	double
print	v_float*v_double	-3.375
print/x	v_float*v_double	0xc00b000000000000
print/d	v_float*v_double	-4608589793683570688
print/u	v_float*v_double	13838154280025980928
print/o	v_float*v_double	01400130000000000000000
print/t	v_float*v_double	1100000000001011000000000000000000000000000000000000000000000000
print/z	v_float*v_double	0xc00b000000000000
print/a	v_float*v_double	0xfffffffffffffffd
print/c	v_float*v_double	-3 '\375'
print/f	v_float*v_double	-3.375
print/s	v_float*v_double	-3.375
whatis	v_double/2	double
print	v_double/2	-1.125
print/x	v_double/2	0xbff2000000000000
print/d	v_double/2	-4615626668101337088
print/u	v_double/2	13831117405608214528
print/o	v_double/2	01377620000000000000000
print/t	v_double/2	1011111111110010000000000000000000000000000000000000000000000000
print/z	v_double/2	0xbff2000000000000
print/a	v_double/2	0xffffffffffffffff
print/c	v_double/2	-1 '\377'
print/f	v_double/2	-1.125
print/s	v_double/2	-1.125
whatis	v_ldouble*2	long double
print	v_ldouble*2	6.25
print/x	v_ldouble*2	0x4001c800000000000000
print/d	v_ldouble*2	302264313166538588815360
print/u	v_ldouble*2	302264313166538588815360
print/o	v_ldouble*2	0100003440000000000000000000
print/t	v_ldouble*2	1000000000000011100100000000000000000000000000000000000000000000000000000000000
print/z	v_ldouble*2	0x0000000000004001c800000000000000
print/a	v_ldouble*2	0x6
print/c	v_ldouble*2	6 '\006'
print/f	v_ldouble*2	6.25
print/s	v_ldouble*2	6.25
whatis	v_ldouble/3	long double
print	v_ldouble/3	1.04166666666666666663
print/x	v_ldouble/3	0x3fff8555555555555555
print/d	v_ldouble/3	302222615838788641183061
print/u	v_ldouble/3	302222615838788641183061
print/o	v_ldouble/3	077777025252525252525252525
print/t	v_ldouble/3	111111111111111000010101010101010101010101010101010101010101010101010101010101
print/z	v_ldouble/3	0x0000000000003fff8555555555555555
print/a	v_ldouble/3	0x1
print/c	v_ldouble/3	1 '\001'
print/f	v_ldouble/3	1.04166666666666666663
print/s	v_ldouble/3	1.04166666666666666663
whatis	v_float==1.5	int
print	v_float==1.5	1
print/x	v_float==1.5	0x1
print/d	v_float==1.5	1
print/u	v_float==1.5	1
print/o	v_float==1.5	01
print/t	v_float==1.5	1
print/z	v_float==1.5	0x00000001
print/a	v_float==1.5	0x1
print/c	v_float==1.5	1 '\001'
print/f	v_float==1.5	1.40129846e-45
print/s	v_float==1.5	1
whatis	v_double<v_float	int
print	v_double<v_float	1
print/x	v_double<v_float	0x1
print/d	v_double<v_float	1
print/u	v_double<v_float	1
print/o	v_double<v_float	01
print/t	v_double<v_float	1
print/z	v_double<v_float	0x00000001
print/a	v_double<v_float	0x1
print/c	v_double<v_float	1 '\001'
print/f	v_double<v_float	1.40129846e-45
print/s	v_double<v_float	1
whatis	v_float+v_ldouble	long double
print	v_float+v_ldouble	4.625
print/x	v_float+v_ldouble	0x40019400000000000000
print/d	v_float+v_ldouble	302260566171648616562688
print/u	v_float+v_ldouble	302260566171648616562688
print/o	v_float+v_ldouble	0100003120000000000000000000
print/t	v_float+v_ldouble	1000000000000011001010000000000000000000000000000000000000000000000000000000000
print/z	v_float+v_ldouble	0x00000000000040019400000000000000
print/a	v_float+v_ldouble	0x4
print/c	v_float+v_ldouble	4 '\004'
print/f	v_float+v_ldouble	4.625
print/s	v_float+v_ldouble	4.625
whatis	v_color+1	unsigned int
print	v_color+1	3
print/x	v_color+1	0x3
print/d	v_color+1	3
print/u	v_color+1	3
print/o	v_color+1	03
print/t	v_color+1	11
print/z	v_color+1	0x00000003
print/a	v_color+1	0x3
print/c	v_color+1	3 '\003'
print/f	v_color+1	4.20389539e-45
print/s	v_color+1	3
whatis	v_color|1	unsigned int
print	v_color|1	3
print/x	v_color|1	0x3
print/d	v_color|1	3
print/u	v_color|1	3
print/o	v_color|1	03
print/t	v_color|1	11
print/z	v_color|1	0x00000003
print/a	v_color|1	0x3
print/c	v_color|1	3 '\003'
print/f	v_color|1	4.20389539e-45
print/s	v_color|1	3
whatis	v_color|BLUE	unsigned int
print	v_color|BLUE	6
print/x	v_color|BLUE	0x6
print/d	v_color|BLUE	6
print/u	v_color|BLUE	6
print/o	v_color|BLUE	06
print/t	v_color|BLUE	110
print/z	v_color|BLUE	0x00000006
print/a	v_color|BLUE	0x6
print/c	v_color|BLUE	6 '\006'
print/f	v_color|BLUE	8.40779079e-45
print/s	v_color|BLUE	6
whatis	v_color==GREEN	int
print	v_color==GREEN	1
print/x	v_color==GREEN	0x1
print/d	v_color==GREEN	1
print/u	v_color==GREEN	1
print/o	v_color==GREEN	01
print/t	v_color==GREEN	1
print/z	v_color==GREEN	0x00000001
print/a	v_color==GREEN	0x1
print/c	v_color==GREEN	1 '\001'
print/f	v_color==GREEN	1.40129846e-45
print/s	v_color==GREEN	1
whatis	RED|GREEN	unsigned int
print	RED|GREEN	3
print/x	RED|GREEN	0x3
print/d	RED|GREEN	3
print/u	RED|GREEN	3
print/o	RED|GREEN	03
print/t	RED|GREEN	11
print/z	RED|GREEN	0x00000003
print/a	RED|GREEN	0x3
print/c	RED|GREEN	3 '\003'
print/f	RED|GREEN	4.20389539e-45
print/s	RED|GREEN	3
whatis	F_A|F_B	unsigned int
print	F_A|F_B	3
print/x	F_A|F_B	0x3
print/d	F_A|F_B	3
print/u	F_A|F_B	3
print/o	F_A|F_B	03
print/t	F_A|F_B	11
print/z	F_A|F_B	0x00000003
print/a	F_A|F_B	0x3
print/c	F_A|F_B	3 '\003'
print/f	F_A|F_B	4.20389539e-45
print/s	F_A|F_B	3
whatis	-v_neg	enum neg
print	-v_neg	PLUS
print/x	-v_neg	0x1
print/d	-v_neg	1
print/u	-v_neg	1
print/o	-v_neg	01
print/t	-v_neg	1
print/z	-v_neg	0x00000001
print/a	-v_neg	0x1
print/c	-v_neg	1 '\001'
print/f	-v_neg	1.40129846e-45
print/s	-v_neg	PLUS
whatis	~v_color	enum color
print	~v_color	4294967293
print/x	~v_color	0xfffffffd
print/d	~v_color	-3
print/u	~v_color	4294967293
print/o	~v_color	037777777775
print/t	~v_color	11111111111111111111111111111101
print/z	~v_color	0xfffffffd
print/a	~v_color	0xfffffffd
print/c	~v_color	253 '\375'
print/f	~v_color	-nan(0x7ffffd)
print/s	~v_color	4294967293
whatis	v_flags&F_A	unsigned int
print	v_flags&F_A	1
print/x	v_flags&F_A	0x1
print/d	v_flags&F_A	1
print/u	v_flags&F_A	1
print/o	v_flags&F_A	01
print/t	v_flags&F_A	1
print/z	v_flags&F_A	0x00000001
print/a	v_flags&F_A	0x1
print/c	v_flags&F_A	1 '\001'
print/f	v_flags&F_A	1.40129846e-45
print/s	v_flags&F_A	1
whatis	v_neg<0	int
print	v_neg<0	1
print/x	v_neg<0	0x1
print/d	v_neg<0	1
print/u	v_neg<0	1
print/o	v_neg<0	01
print/t	v_neg<0	1
print/z	v_neg<0	0x00000001
print/a	v_neg<0	0x1
print/c	v_neg<0	1 '\001'
print/f	v_neg<0	1.40129846e-45
print/s	v_neg<0	1
whatis	v_s8<<1	int
print	v_s8<<1	-10
print/x	v_s8<<1	0xfffffff6
print/d	v_s8<<1	-10
print/u	v_s8<<1	4294967286
print/o	v_s8<<1	037777777766
print/t	v_s8<<1	11111111111111111111111111110110
print/z	v_s8<<1	0xfffffff6
print/a	v_s8<<1	0xfffffffffffffff6
print/c	v_s8<<1	-10 '\366'
print/f	v_s8<<1	-nan(0x7ffff6)
print/s	v_s8<<1	-10
whatis	v_u8<<24	int
print	v_u8<<24	-939524096
print/x	v_u8<<24	0xc8000000
print/d	v_u8<<24	-939524096
print/u	v_u8<<24	3355443200
print/o	v_u8<<24	031000000000
print/t	v_u8<<24	11001000000000000000000000000000
print/z	v_u8<<24	0xc8000000
print/a	v_u8<<24	0xffffffffc8000000
print/c	v_u8<<24	0 '\000'
print/f	v_u8<<24	-131072
print/s	v_u8<<24	-939524096
whatis	v_s8>>1	int
print	v_s8>>1	-3
print/x	v_s8>>1	0xfffffffd
print/d	v_s8>>1	-3
print/u	v_s8>>1	4294967293
print/o	v_s8>>1	037777777775
print/t	v_s8>>1	11111111111111111111111111111101
print/z	v_s8>>1	0xfffffffd
print/a	v_s8>>1	0xfffffffffffffffd
print/c	v_s8>>1	-3 '\375'
print/f	v_s8>>1	-nan(0x7ffffd)
print/s	v_s8>>1	-3
whatis	v_int/2	int
print	v_int/2	-3
print/x	v_int/2	0xfffffffd
print/d	v_int/2	-3
print/u	v_int/2	4294967293
print/o	v_int/2	037777777775
print/t	v_int/2	11111111111111111111111111111101
print/z	v_int/2	0xfffffffd
print/a	v_int/2	0xfffffffffffffffd
print/c	v_int/2	-3 '\375'
print/f	v_int/2	-nan(0x7ffffd)
print/s	v_int/2	-3
whatis	v_int%3	int
print	v_int%3	-1
print/x	v_int%3	0xffffffff
print/d	v_int%3	-1
print/u	v_int%3	4294967295
print/o	v_int%3	037777777777
print/t	v_int%3	11111111111111111111111111111111
print/z	v_int%3	0xffffffff
print/a	v_int%3	0xffffffffffffffff
print/c	v_int%3	-1 '\377'
print/f	v_int%3	-nan(0x7fffff)
print/s	v_int%3	-1
whatis	v_u32/2	unsigned int
print	v_u32/2	2000000000
print/x	v_u32/2	0x77359400
print/d	v_u32/2	2000000000
print/u	v_u32/2	2000000000
print/o	v_u32/2	016715312000
print/t	v_u32/2	1110111001101011001010000000000
print/z	v_u32/2	0x77359400
print/a	v_u32/2	0x77359400
print/c	v_u32/2	0 '\000'
print/f	v_u32/2	3.68284191e+33
print/s	v_u32/2	2000000000
whatis	v_u32%7	unsigned int
print	v_u32%7	3
print/x	v_u32%7	0x3
print/d	v_u32%7	3
print/u	v_u32%7	3
print/o	v_u32%7	03
print/t	v_u32%7	11
print/z	v_u32%7	0x00000003
print/a	v_u32%7	0x3
print/c	v_u32%7	3 '\003'
print/f	v_u32%7	4.20389539e-45
print/s	v_u32%7	3
whatis	v_u64/3	unsigned long
print	v_u64/3	6121586181497688240
print/x	v_u64/3	0x54f43e32d21c10b0
print/d	v_u64/3	6121586181497688240
print/u	v_u64/3	6121586181497688240
print/o	v_u64/3	0523641743132207010260
print/t	v_u64/3	101010011110100001111100011001011010010000111000001000010110000
print/z	v_u64/3	0x54f43e32d21c10b0
print/a	v_u64/3	0x54f43e32d21c10b0
print/c	v_u64/3	176 '\260'
print/f	v_u64/3	1.7710574164998563e+101
print/s	v_u64/3	6121586181497688240
whatis	v_long/7	long
print	v_long/7	-176366841446
print/x	v_long/7	0xffffffd6efb7919a
print/d	v_long/7	-176366841446
print/u	v_long/7	18446743897342710170
print/o	v_long/7	01777777775335755710632
print/t	v_long/7	1111111111111111111111111101011011101111101101111001000110011010
print/z	v_long/7	0xffffffd6efb7919a
print/a	v_long/7	0xffffffd6efb7919a
print/c	v_long/7	-102 '\232'
print/f	v_long/7	-nan(0xfffd6efb7919a)
print/s	v_long/7	-176366841446
whatis	v_long%7	long
print	v_long%7	-1
print/x	v_long%7	0xffffffffffffffff
print/d	v_long%7	-1
print/u	v_long%7	18446744073709551615
print/o	v_long%7	01777777777777777777777
print/t	v_long%7	1111111111111111111111111111111111111111111111111111111111111111
print/z	v_long%7	0xffffffffffffffff
print/a	v_long%7	0xffffffffffffffff
print/c	v_long%7	-1 '\377'
print/f	v_long%7	-nan(0xfffffffffffff)
print/s	v_long%7	-1
whatis	v_u64^v_u64	unsigned long
print	v_u64^v_u64	0
print/x	v_u64^v_u64	0x0
print/d	v_u64^v_u64	0
print/u	v_u64^v_u64	0
print/o	v_u64^v_u64	0
print/t	v_u64^v_u64	0
print/z	v_u64^v_u64	0x0000000000000000
print/a	v_u64^v_u64	0x0
print/c	v_u64^v_u64	0 '\000'
print/f	v_u64^v_u64	0
print/s	v_u64^v_u64	0
whatis	v_char=='A'	int
print	v_char=='A'	1
print/x	v_char=='A'	0x1
print/d	v_char=='A'	1
print/u	v_char=='A'	1
print/o	v_char=='A'	01
print/t	v_char=='A'	1
print/z	v_char=='A'	0x00000001
print/a	v_char=='A'	0x1
print/c	v_char=='A'	1 '\001'
print/f	v_char=='A'	1.40129846e-45
print/s	v_char=='A'	1
whatis	*arr	int
print	*arr	10
print/x	*arr	0xa
print/d	*arr	10
print/u	*arr	10
print/o	*arr	012
print/t	*arr	1010
print/z	*arr	0x0000000a
print/a	*arr	0xa
print/c	*arr	10 '\n'
print/f	*arr	1.40129846e-44
print/s	*arr	10
whatis	arr[2]	int
print	arr[2]	30
print/x	arr[2]	0x1e
print/d	arr[2]	30
print/u	arr[2]	30
print/o	arr[2]	036
print/t	arr[2]	11110
print/z	arr[2]	0x0000001e
print/a	arr[2]	0x1e
print/c	arr[2]	30 '\036'
print/f	arr[2]	4.20389539e-44
print/s	arr[2]	30
whatis	*(arr+1)	int
print	*(arr+1)	20
print/x	*(arr+1)	0x14
print/d	*(arr+1)	20
print/u	*(arr+1)	20
print/o	*(arr+1)	024
print/t	*(arr+1)	10100
print/z	*(arr+1)	0x00000014
print/a	*(arr+1)	0x14
print/c	*(arr+1)	20 '\024'
print/f	*(arr+1)	2.80259693e-44
print/s	*(arr+1)	20
whatis	2[arr]	!cannot subscript something of type `int'
print	2[arr]	!cannot subscript something of type `int'
whatis	arr+1	int *
print	arr+1	(int *) 0x403094 <arr+4>
print/x	arr+1	0x403094
print/d	arr+1	4206740
print/u	arr+1	4206740
print/o	arr+1	020030224
print/t	arr+1	10000000011000010010100
print/z	arr+1	0x0000000000403094
print/a	arr+1	0x403094 <arr+4>
print/c	arr+1	148 '\224'
print/f	arr+1	2.0784057149862055e-317
print/s	arr+1	(int *) 0x403094 <arr+4>
whatis	&arr	int (*)[5]
print	&arr	(int (*)[5]) 0x403090 <arr>
print/x	&arr	0x403090
print/d	&arr	4206736
print/u	&arr	4206736
print/o	&arr	020030220
print/t	&arr	10000000011000010010000
print/z	&arr	0x0000000000403090
print/a	&arr	0x403090 <arr>
print/c	&arr	144 '\220'
print/f	&arr	2.0784037387236221e-317
print/s	&arr	(int (*)[5]) 0x403090 <arr>
whatis	&arr[1]	int *
print	&arr[1]	(int *) 0x403094 <arr+4>
print/x	&arr[1]	0x403094
print/d	&arr[1]	4206740
print/u	&arr[1]	4206740
print/o	&arr[1]	020030224
print/t	&arr[1]	10000000011000010010100
print/z	&arr[1]	0x0000000000403094
print/a	&arr[1]	0x403094 <arr+4>
print/c	&arr[1]	148 '\224'
print/f	&arr[1]	2.0784057149862055e-317
print/s	&arr[1]	(int *) 0x403094 <arr+4>
whatis	&arr[4]-&arr[1]	long
print	&arr[4]-&arr[1]	3
print/x	&arr[4]-&arr[1]	0x3
print/d	&arr[4]-&arr[1]	3
print/u	&arr[4]-&arr[1]	3
print/o	&arr[4]-&arr[1]	03
print/t	&arr[4]-&arr[1]	11
print/z	&arr[4]-&arr[1]	0x0000000000000003
print/a	&arr[4]-&arr[1]	0x3
print/c	&arr[4]-&arr[1]	3 '\003'
print/f	&arr[4]-&arr[1]	1.4821969375237396e-323
print/s	&arr[4]-&arr[1]	3
whatis	pint-arr	long
print	pint-arr	2
print/x	pint-arr	0x2
print/d	pint-arr	2
print/u	pint-arr	2
print/o	pint-arr	02
print/t	pint-arr	10
print/z	pint-arr	0x0000000000000002
print/a	pint-arr	0x2
print/c	pint-arr	2 '\002'
print/f	pint-arr	9.8813129168249309e-324
print/s	pint-arr	2
whatis	pint-(int*)arr	long
print	pint-(int*)arr	2
print/x	pint-(int*)arr	0x2
print/d	pint-(int*)arr	2
print/u	pint-(int*)arr	2
print/o	pint-(int*)arr	02
print/t	pint-(int*)arr	10
print/z	pint-(int*)arr	0x0000000000000002
print/a	pint-(int*)arr	0x2
print/c	pint-(int*)arr	2 '\002'
print/f	pint-(int*)arr	9.8813129168249309e-324
print/s	pint-(int*)arr	2
whatis	arr-pint	long
print	arr-pint	-2
print/x	arr-pint	0xfffffffffffffffe
print/d	arr-pint	-2
print/u	arr-pint	18446744073709551614
print/o	arr-pint	01777777777777777777776
print/t	arr-pint	1111111111111111111111111111111111111111111111111111111111111110
print/z	arr-pint	0xfffffffffffffffe
print/a	arr-pint	0xfffffffffffffffe
print/c	arr-pint	-2 '\376'
print/f	arr-pint	-nan(0xffffffffffffe)
print/s	arr-pint	-2
whatis	*pint	int
print	*pint	30
print/x	*pint	0x1e
print/d	*pint	30
print/u	*pint	30
print/o	*pint	036
print/t	*pint	11110
print/z	*pint	0x0000001e
print/a	*pint	0x1e
print/c	*pint	30 '\036'
print/f	*pint	4.20389539e-44
print/s	*pint	30
whatis	pint[1]	int
print	pint[1]	40
print/x	pint[1]	0x28
print/d	pint[1]	40
print/u	pint[1]	40
print/o	pint[1]	050
print/t	pint[1]	101000
print/z	pint[1]	0x00000028
print/a	pint[1]	0x28
print/c	pint[1]	40 '('
print/f	pint[1]	5.60519386e-44
print/s	pint[1]	40
whatis	pint[-1]	int
print	pint[-1]	20
print/x	pint[-1]	0x14
print/d	pint[-1]	20
print/u	pint[-1]	20
print/o	pint[-1]	024
print/t	pint[-1]	10100
print/z	pint[-1]	0x00000014
print/a	pint[-1]	0x14
print/c	pint[-1]	20 '\024'
print/f	pint[-1]	2.80259693e-44
print/s	pint[-1]	20
whatis	pint+1	int *
print	pint+1	(int *) 0x40309c <arr+12>
print/x	pint+1	0x40309c
print/d	pint+1	4206748
print/u	pint+1	4206748
print/o	pint+1	020030234
print/t	pint+1	10000000011000010011100
print/z	pint+1	0x000000000040309c
print/a	pint+1	0x40309c <arr+12>
print/c	pint+1	156 '\234'
print/f	pint+1	2.0784096675113722e-317
print/s	pint+1	(int *) 0x40309c <arr+12>
whatis	pint-1	int *
print	pint-1	(int *) 0x403094 <arr+4>
print/x	pint-1	0x403094
print/d	pint-1	4206740
print/u	pint-1	4206740
print/o	pint-1	020030224
print/t	pint-1	10000000011000010010100
print/z	pint-1	0x0000000000403094
print/a	pint-1	0x403094 <arr+4>
print/c	pint-1	148 '\224'
print/f	pint-1	2.0784057149862055e-317
print/s	pint-1	(int *) 0x403094 <arr+4>
print	*pint++	!Cannot access memory at address 0x403108
whatis	**ppint	int
print	**ppint	30
print/x	**ppint	0x1e
print/d	**ppint	30
print/u	**ppint	30
print/o	**ppint	036
print/t	**ppint	11110
print/z	**ppint	0x0000001e
print/a	**ppint	0x1e
print/c	**ppint	30 '\036'
print/f	**ppint	4.20389539e-44
print/s	**ppint	30
whatis	*ppint	int *
print	*ppint	(int *) 0x403098 <arr+8>
print/x	*ppint	0x403098
print/d	*ppint	4206744
print/u	*ppint	4206744
print/o	*ppint	020030230
print/t	*ppint	10000000011000010011000
print/z	*ppint	0x0000000000403098
print/a	*ppint	0x403098 <arr+8>
print/c	*ppint	152 '\230'
print/f	*ppint	2.0784076912487889e-317
print/s	*ppint	(int *) 0x403098 <arr+8>
whatis	&pint	int **
print	&pint	(int **) 0x403108 <pint>
print/x	&pint	0x403108
print/d	&pint	4206856
print/u	&pint	4206856
print/o	&pint	020030410
print/t	&pint	10000000011000100001000
print/z	&pint	0x0000000000403108
print/a	&pint	0x403108 <pint>
print/c	&pint	8 '\b'
print/f	&pint	2.0784630266011231e-317
print/s	&pint	(int **) 0x403108 <pint>
whatis	&*pint	int *
print	&*pint	(int *) 0x403098 <arr+8>
print/x	&*pint	0x403098
print/d	&*pint	4206744
print/u	&*pint	4206744
print/o	&*pint	020030230
print/t	&*pint	10000000011000010011000
print/z	&*pint	0x0000000000403098
print/a	&*pint	0x403098 <arr+8>
print/c	&*pint	152 '\230'
print/f	&*pint	2.0784076912487889e-317
print/s	&*pint	(int *) 0x403098 <arr+8>
whatis	*&v_int	int
print	*&v_int	-7
print/x	*&v_int	0xfffffff9
print/d	*&v_int	-7
print/u	*&v_int	4294967289
print/o	*&v_int	037777777771
print/t	*&v_int	11111111111111111111111111111001
print/z	*&v_int	0xfffffff9
print/a	*&v_int	0xfffffffffffffff9
print/c	*&v_int	-7 '\371'
print/f	*&v_int	-nan(0x7ffff9)
print/s	*&v_int	-7
whatis	&v_int	int *
print	&v_int	(int *) 0x403008 <v_int>
print/x	&v_int	0x403008
print/d	&v_int	4206600
print/u	&v_int	4206600
print/o	&v_int	020030010
print/t	&v_int	10000000011000000001000
print/z	&v_int	0x0000000000403008
print/a	&v_int	0x403008 <v_int>
print/c	&v_int	8 '\b'
print/f	&v_int	2.0783365457957877e-317
print/s	&v_int	(int *) 0x403008 <v_int>
whatis	*&arr	int [5]
print	*&arr	{10, 20, 30, 40, 50}
print/x	*&arr	{0xa, 0x14, 0x1e, 0x28, 0x32}
print/d	*&arr	{10, 20, 30, 40, 50}
print/u	*&arr	{10, 20, 30, 40, 50}
print/o	*&arr	{012, 024, 036, 050, 062}
print/t	*&arr	{1010, 10100, 11110, 101000, 110010}
print/z	*&arr	{0x0000000a, 0x00000014, 0x0000001e, 0x00000028, 0x00000032}
print/a	*&arr	{0xa, 0x14, 0x1e, 0x28, 0x32}
print/c	*&arr	{10 '\n', 20 '\024', 30 '\036', 40 '(', 50 '2'}
print/f	*&arr	{1.40129846e-44, 2.80259693e-44, 4.20389539e-44, 5.60519386e-44, 7.00649232e-44}
print/s	*&arr	{10, 20, 30, 40, 50}
whatis	(*parr)[2]	int
print	(*parr)[2]	30
print/x	(*parr)[2]	0x1e
print/d	(*parr)[2]	30
print/u	(*parr)[2]	30
print/o	(*parr)[2]	036
print/t	(*parr)[2]	11110
print/z	(*parr)[2]	0x0000001e
print/a	(*parr)[2]	0x1e
print/c	(*parr)[2]	30 '\036'
print/f	(*parr)[2]	4.20389539e-44
print/s	(*parr)[2]	30
whatis	parr+1	int (*)[5]
print	parr+1	(int (*)[5]) 0x4030a4
print/x	parr+1	0x4030a4
print/d	parr+1	4206756
print/u	parr+1	4206756
print/o	parr+1	020030244
print/t	parr+1	10000000011000010100100
print/z	parr+1	0x00000000004030a4
print/a	parr+1	0x4030a4
print/c	parr+1	164 '\244'
print/f	parr+1	2.0784136200365389e-317
print/s	parr+1	(int (*)[5]) 0x4030a4
whatis	*parr	int [5]
print	*parr	{10, 20, 30, 40, 50}
print/x	*parr	{0xa, 0x14, 0x1e, 0x28, 0x32}
print/d	*parr	{10, 20, 30, 40, 50}
print/u	*parr	{10, 20, 30, 40, 50}
print/o	*parr	{012, 024, 036, 050, 062}
print/t	*parr	{1010, 10100, 11110, 101000, 110010}
print/z	*parr	{0x0000000a, 0x00000014, 0x0000001e, 0x00000028, 0x00000032}
print/a	*parr	{0xa, 0x14, 0x1e, 0x28, 0x32}
print/c	*parr	{10 '\n', 20 '\024', 30 '\036', 40 '(', 50 '2'}
print/f	*parr	{1.40129846e-44, 2.80259693e-44, 4.20389539e-44, 5.60519386e-44, 7.00649232e-44}
print/s	*parr	{10, 20, 30, 40, 50}
whatis	parr[0][1]	int
print	parr[0][1]	20
print/x	parr[0][1]	0x14
print/d	parr[0][1]	20
print/u	parr[0][1]	20
print/o	parr[0][1]	024
print/t	parr[0][1]	10100
print/z	parr[0][1]	0x00000014
print/a	parr[0][1]	0x14
print/c	parr[0][1]	20 '\024'
print/f	parr[0][1]	2.80259693e-44
print/s	parr[0][1]	20
whatis	pvoid+1	void *
print	pvoid+1	(void *) 0x403091 <arr+1>
print/x	pvoid+1	0x403091
print/d	pvoid+1	4206737
print/u	pvoid+1	4206737
print/o	pvoid+1	020030221
print/t	pvoid+1	10000000011000010010001
print/z	pvoid+1	0x0000000000403091
print/a	pvoid+1	0x403091 <arr+1>
print/c	pvoid+1	145 '\221'
print/f	pvoid+1	2.078404232789268e-317
print/s	pvoid+1	(void *) 0x403091 <arr+1>
whatis	pvoid+8	void *
print	pvoid+8	(void *) 0x403098 <arr+8>
print/x	pvoid+8	0x403098
print/d	pvoid+8	4206744
print/u	pvoid+8	4206744
print/o	pvoid+8	020030230
print/t	pvoid+8	10000000011000010011000
print/z	pvoid+8	0x0000000000403098
print/a	pvoid+8	0x403098 <arr+8>
print/c	pvoid+8	152 '\230'
print/f	pvoid+8	2.0784076912487889e-317
print/s	pvoid+8	(void *) 0x403098 <arr+8>
whatis	*pvoid	void
print	*pvoid	!Attempt to dereference a generic pointer.
whatis	(char*)pvoid+1	char *
print	(char*)pvoid+1	0x403091 <arr+1> ""
print/x	(char*)pvoid+1	0x403091
print/d	(char*)pvoid+1	4206737
print/u	(char*)pvoid+1	4206737
print/o	(char*)pvoid+1	020030221
print/t	(char*)pvoid+1	10000000011000010010001
print/z	(char*)pvoid+1	0x0000000000403091
print/a	(char*)pvoid+1	0x403091 <arr+1>
print/c	(char*)pvoid+1	145 '\221'
print/f	(char*)pvoid+1	2.078404232789268e-317
print/s	(char*)pvoid+1	0x403091 <arr+1> ""
whatis	pint==&arr[2]	int
print	pint==&arr[2]	1
print/x	pint==&arr[2]	0x1
print/d	pint==&arr[2]	1
print/u	pint==&arr[2]	1
print/o	pint==&arr[2]	01
print/t	pint==&arr[2]	1
print/z	pint==&arr[2]	0x00000001
print/a	pint==&arr[2]	0x1
print/c	pint==&arr[2]	1 '\001'
print/f	pint==&arr[2]	1.40129846e-45
print/s	pint==&arr[2]	1
whatis	pint!=arr	int
print	pint!=arr	1
print/x	pint!=arr	0x1
print/d	pint!=arr	1
print/u	pint!=arr	1
print/o	pint!=arr	01
print/t	pint!=arr	1
print/z	pint!=arr	0x00000001
print/a	pint!=arr	0x1
print/c	pint!=arr	1 '\001'
print/f	pint!=arr	1.40129846e-45
print/s	pint!=arr	1
whatis	pint<arr	int
print	pint<arr	0
print/x	pint<arr	0x0
print/d	pint<arr	0
print/u	pint<arr	0
print/o	pint<arr	0
print/t	pint<arr	0
print/z	pint<arr	0x00000000
print/a	pint<arr	0x0
print/c	pint<arr	0 '\000'
print/f	pint<arr	0
print/s	pint<arr	0
whatis	pint>arr	int
print	pint>arr	1
print/x	pint>arr	0x1
print/d	pint>arr	1
print/u	pint>arr	1
print/o	pint>arr	01
print/t	pint>arr	1
print/z	pint>arr	0x00000001
print/a	pint>arr	0x1
print/c	pint>arr	1 '\001'
print/f	pint>arr	1.40129846e-45
print/s	pint>arr	1
whatis	pint==0	int
print	pint==0	0
print/x	pint==0	0x0
print/d	pint==0	0
print/u	pint==0	0
print/o	pint==0	0
print/t	pint==0	0
print/z	pint==0	0x00000000
print/a	pint==0	0x0
print/c	pint==0	0 '\000'
print/f	pint==0	0
print/s	pint==0	0
whatis	!pint	int
print	!pint	0
print/x	!pint	0x0
print/d	!pint	0
print/u	!pint	0
print/o	!pint	0
print/t	!pint	0
print/z	!pint	0x00000000
print/a	!pint	0x0
print/c	!pint	0 '\000'
print/f	!pint	0
print/s	!pint	0
whatis	pint&&1	int
print	pint&&1	1
print/x	pint&&1	0x1
print/d	pint&&1	1
print/u	pint&&1	1
print/o	pint&&1	01
print/t	pint&&1	1
print/z	pint&&1	0x00000001
print/a	pint&&1	0x1
print/c	pint&&1	1 '\001'
print/f	pint&&1	1.40129846e-45
print/s	pint&&1	1
whatis	pint+v_s8	int *
print	pint+v_s8	(int *) 0x403084
print/x	pint+v_s8	0x403084
print/d	pint+v_s8	4206724
print/u	pint+v_s8	4206724
print/o	pint+v_s8	020030204
print/t	pint+v_s8	10000000011000010000100
print/z	pint+v_s8	0x0000000000403084
print/a	pint+v_s8	0x403084
print/c	pint+v_s8	132 '\204'
print/f	pint+v_s8	2.078397809935872e-317
print/s	pint+v_s8	(int *) 0x403084
whatis	pint-v_s16	int *
print	pint-v_s16	(int *) 0x403548
print/x	pint-v_s16	0x403548
print/d	pint-v_s16	4207944
print/u	pint-v_s16	4207944
print/o	pint-v_s16	020032510
print/t	pint-v_s16	10000000011010101001000
print/z	pint-v_s16	0x0000000000403548
print/a	pint-v_s16	0x403548
print/c	pint-v_s16	72 'H'
print/f	pint-v_s16	2.0790005700237983e-317
print/s	pint-v_s16	(int *) 0x403548
whatis	grid[1]	int [3]
print	grid[1]	{4, 5, 6}
print/x	grid[1]	{0x4, 0x5, 0x6}
print/d	grid[1]	{4, 5, 6}
print/u	grid[1]	{4, 5, 6}
print/o	grid[1]	{04, 05, 06}
print/t	grid[1]	{100, 101, 110}
print/z	grid[1]	{0x00000004, 0x00000005, 0x00000006}
print/a	grid[1]	{0x4, 0x5, 0x6}
print/c	grid[1]	{4 '\004', 5 '\005', 6 '\006'}
print/f	grid[1]	{5.60519386e-45, 7.00649232e-45, 8.40779079e-45}
print/s	grid[1]	{4, 5, 6}
whatis	grid[1][2]	int
print	grid[1][2]	6
print/x	grid[1][2]	0x6
print/d	grid[1][2]	6
print/u	grid[1][2]	6
print/o	grid[1][2]	06
print/t	grid[1][2]	110
print/z	grid[1][2]	0x00000006
print/a	grid[1][2]	0x6
print/c	grid[1][2]	6 '\006'
print/f	grid[1][2]	8.40779079e-45
print/s	grid[1][2]	6
whatis	*grid	int [3]
print	*grid	{1, 2, 3}
print/x	*grid	{0x1, 0x2, 0x3}
print/d	*grid	{1, 2, 3}
print/u	*grid	{1, 2, 3}
print/o	*grid	{01, 02, 03}
print/t	*grid	{1, 10, 11}
print/z	*grid	{0x00000001, 0x00000002, 0x00000003}
print/a	*grid	{0x1, 0x2, 0x3}
print/c	*grid	{1 '\001', 2 '\002', 3 '\003'}
print/f	*grid	{1.40129846e-45, 2.80259693e-45, 4.20389539e-45}
print/s	*grid	{1, 2, 3}
whatis	**grid	int
print	**grid	1
print/x	**grid	0x1
print/d	**grid	1
print/u	**grid	1
print/o	**grid	01
print/t	**grid	1
print/z	**grid	0x00000001
print/a	**grid	0x1
print/c	**grid	1 '\001'
print/f	**grid	1.40129846e-45
print/s	**grid	1
whatis	grid[0][4]	int
print	grid[0][4]	5
print/x	grid[0][4]	0x5
print/d	grid[0][4]	5
print/u	grid[0][4]	5
print/o	grid[0][4]	05
print/t	grid[0][4]	101
print/z	grid[0][4]	0x00000005
print/a	grid[0][4]	0x5
print/c	grid[0][4]	5 '\005'
print/f	grid[0][4]	7.00649232e-45
print/s	grid[0][4]	5
whatis	&grid[1]	int (*)[3]
print	&grid[1]	(int (*)[3]) 0x4030bc <grid+12>
print/x	&grid[1]	0x4030bc
print/d	&grid[1]	4206780
print/u	&grid[1]	4206780
print/o	&grid[1]	020030274
print/t	&grid[1]	10000000011000010111100
print/z	&grid[1]	0x00000000004030bc
print/a	&grid[1]	0x4030bc <grid+12>
print/c	&grid[1]	188 '\274'
print/f	&grid[1]	2.0784254776120391e-317
print/s	&grid[1]	(int (*)[3]) 0x4030bc <grid+12>
whatis	&grid	int (*)[2][3]
print	&grid	(int (*)[2][3]) 0x4030b0 <grid>
print/x	&grid	0x4030b0
print/d	&grid	4206768
print/u	&grid	4206768
print/o	&grid	020030260
print/t	&grid	10000000011000010110000
print/z	&grid	0x00000000004030b0
print/a	&grid	0x4030b0 <grid>
print/c	&grid	176 '\260'
print/f	&grid	2.078419548824289e-317
print/s	&grid	(int (*)[2][3]) 0x4030b0 <grid>
whatis	&grid[1][1]	int *
print	&grid[1][1]	(int *) 0x4030c0 <grid+16>
print/x	&grid[1][1]	0x4030c0
print/d	&grid[1][1]	4206784
print/u	&grid[1][1]	4206784
print/o	&grid[1][1]	020030300
print/t	&grid[1][1]	10000000011000011000000
print/z	&grid[1][1]	0x00000000004030c0
print/a	&grid[1][1]	0x4030c0 <grid+16>
print/c	&grid[1][1]	192 '\300'
print/f	&grid[1][1]	2.0784274538746225e-317
print/s	&grid[1][1]	(int *) 0x4030c0 <grid+16>
whatis	*grid[1]	int
print	*grid[1]	4
print/x	*grid[1]	0x4
print/d	*grid[1]	4
print/u	*grid[1]	4
print/o	*grid[1]	04
print/t	*grid[1]	100
print/z	*grid[1]	0x00000004
print/a	*grid[1]	0x4
print/c	*grid[1]	4 '\004'
print/f	*grid[1]	5.60519386e-45
print/s	*grid[1]	4
whatis	text[1]	char
print	text[1]	101 'e'
print/x	text[1]	0x65
print/d	text[1]	101
print/u	text[1]	101
print/o	text[1]	0145
print/t	text[1]	1100101
print/z	text[1]	0x65
print/a	text[1]	0x65
print/c	text[1]	101 'e'
print/f	text[1]	101
print/s	text[1]	101 'e'
whatis	&text	char (*)[6]
print	&text	(char (*)[6]) 0x4030c8 <text>
print/x	&text	0x4030c8
print/d	&text	4206792
print/u	&text	4206792
print/o	&text	020030310
print/t	&text	10000000011000011001000
print/z	&text	0x00000000004030c8
print/a	&text	0x4030c8 <text>
print/c	&text	200 '\310'
print/f	&text	2.0784314063997892e-317
print/s	&text	(char (*)[6]) 0x4030c8 <text>
whatis	*text	char
print	*text	104 'h'
print/x	*text	0x68
print/d	*text	104
print/u	*text	104
print/o	*text	0150
print/t	*text	1101000
print/z	*text	0x68
print/a	*text	0x68
print/c	*text	104 'h'
print/f	*text	104
print/s	*text	104 'h'
whatis	text+1	char *
print	text+1	0x4030c9 <text+1> "ello"
print/x	text+1	0x4030c9
print/d	text+1	4206793
print/u	text+1	4206793
print/o	text+1	020030311
print/t	text+1	10000000011000011001001
print/z	text+1	0x00000000004030c9
print/a	text+1	0x4030c9 <text+1>
print/c	text+1	201 '\311'
print/f	text+1	2.0784319004654351e-317
print/s	text+1	0x4030c9 <text+1> "ello"
whatis	&text[2]	char *
print	&text[2]	0x4030ca <text+2> "llo"
print/x	&text[2]	0x4030ca
print/d	&text[2]	4206794
print/u	&text[2]	4206794
print/o	&text[2]	020030312
print/t	&text[2]	10000000011000011001010
print/z	&text[2]	0x00000000004030ca
print/a	&text[2]	0x4030ca <text+2>
print/c	&text[2]	202 '\312'
print/f	&text[2]	2.0784323945310809e-317
print/s	&text[2]	0x4030ca <text+2> "llo"
whatis	&text[2]==text+2	int
print	&text[2]==text+2	1
print/x	&text[2]==text+2	0x1
print/d	&text[2]==text+2	1
print/u	&text[2]==text+2	1
print/o	&text[2]==text+2	01
print/t	&text[2]==text+2	1
print/z	&text[2]==text+2	0x00000001
print/a	&text[2]==text+2	0x1
print/c	&text[2]==text+2	1 '\001'
print/f	&text[2]==text+2	1.40129846e-45
print/s	&text[2]==text+2	1
whatis	*str	const char
print	*str	97 'a'
print/x	*str	0x61
print/d	*str	97
print/u	*str	97
print/o	*str	0141
print/t	*str	1100001
print/z	*str	0x61
print/a	*str	0x61
print/c	*str	97 'a'
print/f	*str	97
print/s	*str	97 'a'
whatis	str[2]	const char
print	str[2]	115 's'
print/x	str[2]	0x73
print/d	str[2]	115
print/u	str[2]	115
print/o	str[2]	0163
print/t	str[2]	1110011
print/z	str[2]	0x73
print/a	str[2]	0x73
print/c	str[2]	115 's'
print/f	str[2]	115
print/s	str[2]	115 's'
whatis	str+2	const char *
print	str+2	0x402002 "string"
print/x	str+2	0x402002
print/d	str+2	4202498
print/u	str+2	4202498
print/o	str+2	020020002
print/t	str+2	10000000010000000000010
print/z	str+2	0x0000000000402002
print/a	str+2	0x402002
print/c	str+2	2 '\002'
print/f	str+2	2.0763098885165469e-317
print/s	str+2	0x402002 "string"
whatis	*strs	const char *
print	*strs	0x402009 "one"
print/x	*strs	0x402009
print/d	*strs	4202505
print/u	*strs	4202505
print/o	*strs	020020011
print/t	*strs	10000000010000000001001
print/z	*strs	0x0000000000402009
print/a	*strs	0x402009
print/c	*strs	9 '\t'
print/f	*strs	2.0763133469760678e-317
print/s	*strs	0x402009 "one"
whatis	strs[1]	const char *
print	strs[1]	0x40200d "two"
print/x	strs[1]	0x40200d
print/d	strs[1]	4202509
print/u	strs[1]	4202509
print/o	strs[1]	020020015
print/t	strs[1]	10000000010000000001101
print/z	strs[1]	0x000000000040200d
print/a	strs[1]	0x40200d
print/c	strs[1]	13 '\r'
print/f	strs[1]	2.0763153232386512e-317
print/s	strs[1]	0x40200d "two"
whatis	*strs[2]	const char
print	*strs[2]	116 't'
print/x	*strs[2]	0x74
print/d	*strs[2]	116
print/u	*strs[2]	116
print/o	*strs[2]	0164
print/t	*strs[2]	1110100
print/z	*strs[2]	0x74
print/a	*strs[2]	0x74
print/c	*strs[2]	116 't'
print/f	*strs[2]	116
print/s	*strs[2]	116 't'
whatis	strs[1][1]	const char
print	strs[1][1]	119 'w'
print/x	strs[1][1]	0x77
print/d	strs[1][1]	119
print/u	strs[1][1]	119
print/o	strs[1][1]	0167
print/t	strs[1][1]	1110111
print/z	strs[1][1]	0x77
print/a	strs[1][1]	0x77
print/c	strs[1][1]	119 'w'
print/f	strs[1][1]	119
print/s	strs[1][1]	119 'w'
whatis	&strs[1]	const char **
print	&strs[1]	(const char **) 0x4030f8 <strs+8>
print/x	&strs[1]	0x4030f8
print/d	&strs[1]	4206840
print/u	&strs[1]	4206840
print/o	&strs[1]	020030370
print/t	&strs[1]	10000000011000011111000
print/z	&strs[1]	0x00000000004030f8
print/a	&strs[1]	0x4030f8 <strs+8>
print/c	&strs[1]	248 '\370'
print/f	&strs[1]	2.0784551215507896e-317
print/s	&strs[1]	(const char **) 0x4030f8 <strs+8>
whatis	arr[1]@2	int [2]
print	arr[1]@2	{20, 30}
print/x	arr[1]@2	{0x14, 0x1e}
print/d	arr[1]@2	{20, 30}
print/u	arr[1]@2	{20, 30}
print/o	arr[1]@2	{024, 036}
print/t	arr[1]@2	{10100, 11110}
print/z	arr[1]@2	{0x00000014, 0x0000001e}
print/a	arr[1]@2	{0x14, 0x1e}
print/c	arr[1]@2	{20 '\024', 30 '\036'}
print/f	arr[1]@2	{2.80259693e-44, 4.20389539e-44}
print/s	arr[1]@2	{20, 30}
whatis	*arr@3	int [3]
print	*arr@3	{10, 20, 30}
print/x	*arr@3	{0xa, 0x14, 0x1e}
print/d	*arr@3	{10, 20, 30}
print/u	*arr@3	{10, 20, 30}
print/o	*arr@3	{012, 024, 036}
print/t	*arr@3	{1010, 10100, 11110}
print/z	*arr@3	{0x0000000a, 0x00000014, 0x0000001e}
print/a	*arr@3	{0xa, 0x14, 0x1e}
print/c	*arr@3	{10 '\n', 20 '\024', 30 '\036'}
print/f	*arr@3	{1.40129846e-44, 2.80259693e-44, 4.20389539e-44}
print/s	*arr@3	{10, 20, 30}
whatis	arr@2	int [2][5]
print	arr@2	{{10, 20, 30, 40, 50}, {0, 0, 0, 1, 2}}
print/x	arr@2	{{0xa, 0x14, 0x1e, 0x28, 0x32}, {0x0, 0x0, 0x0, 0x1, 0x2}}
print/d	arr@2	{{10, 20, 30, 40, 50}, {0, 0, 0, 1, 2}}
print/u	arr@2	{{10, 20, 30, 40, 50}, {0, 0, 0, 1, 2}}
print/o	arr@2	{{012, 024, 036, 050, 062}, {0, 0, 0, 01, 02}}
print/t	arr@2	{{1010, 10100, 11110, 101000, 110010}, {0, 0, 0, 1, 10}}
print/z	arr@2	{{0x0000000a, 0x00000014, 0x0000001e, 0x00000028, 0x00000032}, {0x00000000, 0x00000000, 0x00000000, 0x00000001, 0x00000002}}
print/a	arr@2	{{0xa, 0x14, 0x1e, 0x28, 0x32}, {0x0, 0x0, 0x0, 0x1, 0x2}}
print/c	arr@2	{{10 '\n', 20 '\024', 30 '\036', 40 '(', 50 '2'}, {0 '\000', 0 '\000', 0 '\000', 1 '\001', 2 '\002'}}
print/f	arr@2	{{1.40129846e-44, 2.80259693e-44, 4.20389539e-44, 5.60519386e-44, 7.00649232e-44}, {0, 0, 0, 1.40129846e-45, 2.80259693e-45}}
print/s	arr@2	{{10, 20, 30, 40, 50}, {0, 0, 0, 1, 2}}
whatis	*pint@3	int [3]
print	*pint@3	{30, 40, 50}
print/x	*pint@3	{0x1e, 0x28, 0x32}
print/d	*pint@3	{30, 40, 50}
print/u	*pint@3	{30, 40, 50}
print/o	*pint@3	{036, 050, 062}
print/t	*pint@3	{11110, 101000, 110010}
print/z	*pint@3	{0x0000001e, 0x00000028, 0x00000032}
print/a	*pint@3	{0x1e, 0x28, 0x32}
print/c	*pint@3	{30 '\036', 40 '(', 50 '2'}
print/f	*pint@3	{4.20389539e-44, 5.60519386e-44, 7.00649232e-44}
print/s	*pint@3	{30, 40, 50}
whatis	v_int@1	int [1]
print	v_int@1	{-7}
print/x	v_int@1	{0xfffffff9}
print/d	v_int@1	{-7}
print/u	v_int@1	{4294967289}
print/o	v_int@1	{037777777771}
print/t	v_int@1	{11111111111111111111111111111001}
print/z	v_int@1	{0xfffffff9}
print/a	v_int@1	{0xfffffffffffffff9}
print/c	v_int@1	{-7 '\371'}
print/f	v_int@1	{-nan(0x7ffff9)}
print/s	v_int@1	{-7}
whatis	text[0]@3	char [3]
print	text[0]@3	"hel"
print/x	text[0]@3	{0x68, 0x65, 0x6c}
print/d	text[0]@3	{104, 101, 108}
print/u	text[0]@3	{104, 101, 108}
print/o	text[0]@3	{0150, 0145, 0154}
print/t	text[0]@3	{1101000, 1100101, 1101100}
print/z	text[0]@3	{0x68, 0x65, 0x6c}
print/a	text[0]@3	{0x68, 0x65, 0x6c}
print/c	text[0]@3	{104 'h', 101 'e', 108 'l'}
print/f	text[0]@3	{104, 101, 108}
print/s	text[0]@3	"hel"
whatis	*str@4	const char [4]
print	*str@4	"a st"
print/x	*str@4	{0x61, 0x20, 0x73, 0x74}
print/d	*str@4	{97, 32, 115, 116}
print/u	*str@4	{97, 32, 115, 116}
print/o	*str@4	{0141, 040, 0163, 0164}
print/t	*str@4	{1100001, 100000, 1110011, 1110100}
print/z	*str@4	{0x61, 0x20, 0x73, 0x74}
print/a	*str@4	{0x61, 0x20, 0x73, 0x74}
print/c	*str@4	{97 'a', 32 ' ', 115 's', 116 't'}
print/f	*str@4	{97, 32, 115, 116}
print/s	*str@4	"a st"
whatis	*strs@2	const char *[2]
print	*strs@2	{0x402009 "one", 0x40200d "two"}
print/x	*strs@2	{0x402009, 0x40200d}
print/d	*strs@2	{4202505, 4202509}
print/u	*strs@2	{4202505, 4202509}
print/o	*strs@2	{020020011, 020020015}
print/t	*strs@2	{10000000010000000001001, 10000000010000000001101}
print/z	*strs@2	{0x0000000000402009, 0x000000000040200d}
print/a	*strs@2	{0x402009, 0x40200d}
print/c	*strs@2	{9 '\t', 13 '\r'}
print/f	*strs@2	{2.0763133469760678e-317, 2.0763153232386512e-317}
print/s	*strs@2	{0x402009 "one", 0x40200d "two"}
whatis	obj.arr[0]@2	struct inner [2]
print	obj.arr[0]@2	{{x = 3, y = 4}, {x = 5, y = 6}}
print/x	obj.arr[0]@2	{{x = 0x3, y = 0x4}, {x = 0x5, y = 0x6}}
print/d	obj.arr[0]@2	{{x = 3, y = 4}, {x = 5, y = 6}}
print/u	obj.arr[0]@2	{{x = 3, y = 4}, {x = 5, y = 6}}
print/o	obj.arr[0]@2	{{x = 03, y = 04}, {x = 05, y = 06}}
print/t	obj.arr[0]@2	{{x = 11, y = 100}, {x = 101, y = 110}}
print/z	obj.arr[0]@2	{{x = 0x00000003, y = 0x00000004}, {x = 0x00000005, y = 0x00000006}}
print/a	obj.arr[0]@2	{{x = 0x3, y = 0x4}, {x = 0x5, y = 0x6}}
print/c	obj.arr[0]@2	{{x = 3 '\003', y = 4 '\004'}, {x = 5 '\005', y = 6 '\006'}}
print/f	obj.arr[0]@2	{{x = 4.20389539e-45, y = 5.60519386e-45}, {x = 7.00649232e-45, y = 8.40779079e-45}}
print/s	obj.arr[0]@2	{{x = 3, y = 4}, {x = 5, y = 6}}
whatis	arr@0	int [0][5]
print	arr@0	!Invalid number 0 of repetitions.
whatis	1[arr]@2	!cannot subscript something of type `int'
print	1[arr]@2	!cannot subscript something of type `int'
whatis	&arr[1]@2	int *[2]
print	&arr[1]@2	!Only values in memory can be extended with '@'.
whatis	(&arr[0])[3]	int
print	(&arr[0])[3]	40
print/x	(&arr[0])[3]	0x28
print/d	(&arr[0])[3]	40
print/u	(&arr[0])[3]	40
print/o	(&arr[0])[3]	050
print/t	(&arr[0])[3]	101000
print/z	(&arr[0])[3]	0x00000028
print/a	(&arr[0])[3]	0x28
print/c	(&arr[0])[3]	40 '('
print/f	(&arr[0])[3]	5.60519386e-44
print/s	(&arr[0])[3]	40
whatis	*(long*)arr	long
print	*(long*)arr	85899345930
print/x	*(long*)arr	0x140000000a
print/d	*(long*)arr	85899345930
print/u	*(long*)arr	85899345930
print/o	*(long*)arr	01200000000012
print/t	*(long*)arr	1010000000000000000000000000000001010
print/z	*(long*)arr	0x000000140000000a
print/a	*(long*)arr	0x140000000a
print/c	*(long*)arr	10 '\n'
print/f	*(long*)arr	4.2439915824246103e-313
print/s	*(long*)arr	85899345930
whatis	*(u64*)&v_double	u64
print	*(u64*)&v_double	13835621005235585024
print/x	*(u64*)&v_double	0xc002000000000000
print/d	*(u64*)&v_double	-4611123068473966592
print/u	*(u64*)&v_double	13835621005235585024
print/o	*(u64*)&v_double	01400020000000000000000
print/t	*(u64*)&v_double	1100000000000010000000000000000000000000000000000000000000000000
print/z	*(u64*)&v_double	0xc002000000000000
print/a	*(u64*)&v_double	0xc002000000000000
print/c	*(u64*)&v_double	0 '\000'
print/f	*(u64*)&v_double	-2.25
print/s	*(u64*)&v_double	13835621005235585024
whatis	*(float*)&v_float	float
print	*(float*)&v_float	1.5
print/x	*(float*)&v_float	0x3fc00000
print/d	*(float*)&v_float	1069547520
print/u	*(float*)&v_float	1069547520
print/o	*(float*)&v_float	07760000000
print/t	*(float*)&v_float	111111110000000000000000000000
print/z	*(float*)&v_float	0x3fc00000
print/a	*(float*)&v_float	0x1
print/c	*(float*)&v_float	1 '\001'
print/f	*(float*)&v_float	1.5
print/s	*(float*)&v_float	1.5
whatis	*(u8*)&v_u64@8	u8 [8]
print	*(u8*)&v_u64@8	"\0202Tv\230\272\334\376"
print/x	*(u8*)&v_u64@8	{0x10, 0x32, 0x54, 0x76, 0x98, 0xba, 0xdc, 0xfe}
print/d	*(u8*)&v_u64@8	{16, 50, 84, 118, -104, -70, -36, -2}
print/u	*(u8*)&v_u64@8	{16, 50, 84, 118, 152, 186, 220, 254}
print/o	*(u8*)&v_u64@8	{020, 062, 0124, 0166, 0230, 0272, 0334, 0376}
print/t	*(u8*)&v_u64@8	{10000, 110010, 1010100, 1110110, 10011000, 10111010, 11011100, 11111110}
print/z	*(u8*)&v_u64@8	{0x10, 0x32, 0x54, 0x76, 0x98, 0xba, 0xdc, 0xfe}
print/a	*(u8*)&v_u64@8	{0x10, 0x32, 0x54, 0x76, 0x98, 0xba, 0xdc, 0xfe}
print/c	*(u8*)&v_u64@8	{16 '\020', 50 '2', 84 'T', 118 'v', 152 '\230', 186 '\272', 220 '\334', 254 '\376'}
print/f	*(u8*)&v_u64@8	{16, 50, 84, 118, 152, 186, 220, 254}
print/s	*(u8*)&v_u64@8	"\0202Tv\230\272\334\376"
whatis	{int}arr	int
print	{int}arr	10
print/x	{int}arr	0xa
print/d	{int}arr	10
print/u	{int}arr	10
print/o	{int}arr	012
print/t	{int}arr	1010
print/z	{int}arr	0x0000000a
print/a	{int}arr	0xa
print/c	{int}arr	10 '\n'
print/f	{int}arr	1.40129846e-44
print/s	{int}arr	10
whatis	{int}&v_int	int
print	{int}&v_int	-7
print/x	{int}&v_int	0xfffffff9
print/d	{int}&v_int	-7
print/u	{int}&v_int	4294967289
print/o	{int}&v_int	037777777771
print/t	{int}&v_int	11111111111111111111111111111001
print/z	{int}&v_int	0xfffffff9
print/a	{int}&v_int	0xfffffffffffffff9
print/c	{int}&v_int	-7 '\371'
print/f	{int}&v_int	-nan(0x7ffff9)
print/s	{int}&v_int	-7
whatis	{u8}&v_u64	u8
print	{u8}&v_u64	16 '\020'
print/x	{u8}&v_u64	0x10
print/d	{u8}&v_u64	16
print/u	{u8}&v_u64	16
print/o	{u8}&v_u64	020
print/t	{u8}&v_u64	10000
print/z	{u8}&v_u64	0x10
print/a	{u8}&v_u64	0x10
print/c	{u8}&v_u64	16 '\020'
print/f	{u8}&v_u64	16
print/s	{u8}&v_u64	16 '\020'
whatis	{char[5]}text	char [5]
print	{char[5]}text	"hello"
print/x	{char[5]}text	{0x68, 0x65, 0x6c, 0x6c, 0x6f}
print/d	{char[5]}text	{104, 101, 108, 108, 111}
print/u	{char[5]}text	{104, 101, 108, 108, 111}
print/o	{char[5]}text	{0150, 0145, 0154, 0154, 0157}
print/t	{char[5]}text	{1101000, 1100101, 1101100, 1101100, 1101111}
print/z	{char[5]}text	{0x68, 0x65, 0x6c, 0x6c, 0x6f}
print/a	{char[5]}text	{0x68, 0x65, 0x6c, 0x6c, 0x6f}
print/c	{char[5]}text	{104 'h', 101 'e', 108 'l', 108 'l', 111 'o'}
print/f	{char[5]}text	{104, 101, 108, 108, 111}
print/s	{char[5]}text	"hello"
whatis	{struct inner}&two	struct inner
print	{struct inner}&two	{x = 11, y = 12}
print/x	{struct inner}&two	{x = 0xb, y = 0xc}
print/d	{struct inner}&two	{x = 11, y = 12}
print/u	{struct inner}&two	{x = 11, y = 12}
print/o	{struct inner}&two	{x = 013, y = 014}
print/t	{struct inner}&two	{x = 1011, y = 1100}
print/z	{struct inner}&two	{x = 0x0000000b, y = 0x0000000c}
print/a	{struct inner}&two	{x = 0xb, y = 0xc}
print/c	{struct inner}&two	{x = 11 '\v', y = 12 '\f'}
print/f	{struct inner}&two	{x = 1.54142831e-44, y = 1.68155816e-44}
print/s	{struct inner}&two	{x = 11, y = 12}
whatis	{long}pvoid	long
print	{long}pvoid	85899345930
print/x	{long}pvoid	0x140000000a
print/d	{long}pvoid	85899345930
print/u	{long}pvoid	85899345930
print/o	{long}pvoid	01200000000012
print/t	{long}pvoid	1010000000000000000000000000000001010
print/z	{long}pvoid	0x000000140000000a
print/a	{long}pvoid	0x140000000a
print/c	{long}pvoid	10 '\n'
print/f	{long}pvoid	4.2439915824246103e-313
print/s	{long}pvoid	85899345930
whatis	*1	int
print	*1	!Cannot access memory at address 0x1
whatis	*v_int	int
print	*v_int	!Cannot access memory at address 0xfffffffffffffff9
whatis	pcv	const volatile int *
print	pcv	(const volatile int *) 0x403094 <arr+4>
print/x	pcv	0x403094
print/d	pcv	4206740
print/u	pcv	4206740
print/o	pcv	020030224
print/t	pcv	10000000011000010010100
print/z	pcv	0x0000000000403094
print/a	pcv	0x403094 <arr+4>
print/c	pcv	148 '\224'
print/f	pcv	2.0784057149862055e-317
print/s	pcv	(const volatile int *) 0x403094 <arr+4>
whatis	*pcv	const volatile int
print	*pcv	20
print/x	*pcv	0x14
print/d	*pcv	20
print/u	*pcv	20
print/o	*pcv	024
print/t	*pcv	10100
print/z	*pcv	0x00000014
print/a	*pcv	0x14
print/c	*pcv	20 '\024'
print/f	*pcv	2.80259693e-44
print/s	*pcv	20
whatis	*opaque	struct nowhere
print	*opaque	<incomplete type>
print/x	*opaque	<incomplete type>
print/d	*opaque	<incomplete type>
print/u	*opaque	<incomplete type>
print/o	*opaque	<incomplete type>
print/t	*opaque	<incomplete type>
print/z	*opaque	<incomplete type>
print/a	*opaque	<incomplete type>
print/c	*opaque	<incomplete type>
print/f	*opaque	<incomplete type>
print/s	*opaque	<incomplete type>
whatis	opaque->x	!There is no member named x.
print	opaque->x	!There is no member named x.
whatis	opaque+1	!Cannot perform pointer math on incomplete type "nowhere", try casting to a known type, or void *.
print	opaque+1	!Cannot perform pointer math on incomplete type "nowhere", try casting to a known type, or void *.
whatis	sizeof(*opaque)	int
print	sizeof(*opaque)	0
print/x	sizeof(*opaque)	0x0
print/d	sizeof(*opaque)	0
print/u	sizeof(*opaque)	0
print/o	sizeof(*opaque)	0
print/t	sizeof(*opaque)	0
print/z	sizeof(*opaque)	0x00000000
print/a	sizeof(*opaque)	0x0
print/c	sizeof(*opaque)	0 '\000'
print/f	sizeof(*opaque)	0
print/s	sizeof(*opaque)	0
whatis	pint+pint	!Argument to arithmetic operation not a number or boolean.
print	pint+pint	!Argument to arithmetic operation not a number or boolean.
whatis	pint*2	!Argument to arithmetic operation not a number or boolean.
print	pint*2	!Argument to arithmetic operation not a number or boolean.
whatis	pint-1.0	!Argument to arithmetic operation not a number or boolean.
print	pint-1.0	!Argument to arithmetic operation not a number or boolean.
whatis	arr*2	!Argument to arithmetic operation not a number or boolean.
print	arr*2	!Argument to arithmetic operation not a number or boolean.
whatis	-arr	!Argument to negate operation not a number.
print	-arr	!Argument to negate operation not a number.
whatis	!arr	int
print	!arr	0
print/x	!arr	0x0
print/d	!arr	0
print/u	!arr	0
print/o	!arr	0
print/t	!arr	0
print/z	!arr	0x00000000
print/a	!arr	0x0
print/c	!arr	0 '\000'
print/f	!arr	0
print/s	!arr	0
whatis	~pint	!Argument to complement operation not an integer, boolean.
print	~pint	!Argument to complement operation not an integer, boolean.
whatis	-pint	!Argument to negate operation not a number.
print	-pint	!Argument to negate operation not a number.
whatis	pint&1	!Argument to arithmetic operation not a number or boolean.
print	pint&1	!Argument to arithmetic operation not a number or boolean.
whatis	(long)pint&0xf	long
print	(long)pint&0xf	8
print/x	(long)pint&0xf	0x8
print/d	(long)pint&0xf	8
print/u	(long)pint&0xf	8
print/o	(long)pint&0xf	010
print/t	(long)pint&0xf	1000
print/z	(long)pint&0xf	0x0000000000000008
print/a	(long)pint&0xf	0x8
print/c	(long)pint&0xf	8 '\b'
print/f	(long)pint&0xf	3.9525251667299724e-323
print/s	(long)pint&0xf	8
whatis	pint|1	!Argument to arithmetic operation not a number or boolean.
print	pint|1	!Argument to arithmetic operation not a number or boolean.
whatis	&1	!Attempt to take address of value not located in memory.
print	&1	!Attempt to take address of value not located in memory.
whatis	&(1+1)	!Attempt to take address of value not located in memory.
print	&(1+1)	!Attempt to take address of value not located in memory.
whatis	&&v_int	!A syntax error in expression, near `&&v_int'.
print	&&v_int	!A syntax error in expression, near `&&v_int'.
whatis	obj.id	int
print	obj.id	42
print/x	obj.id	0x2a
print/d	obj.id	42
print/u	obj.id	42
print/o	obj.id	052
print/t	obj.id	101010
print/z	obj.id	0x0000002a
print/a	obj.id	0x2a
print/c	obj.id	42 '*'
print/f	obj.id	5.88545355e-44
print/s	obj.id	42
whatis	obj.in	struct inner
print	obj.in	{x = 1, y = 2}
print/x	obj.in	{x = 0x1, y = 0x2}
print/d	obj.in	{x = 1, y = 2}
print/u	obj.in	{x = 1, y = 2}
print/o	obj.in	{x = 01, y = 02}
print/t	obj.in	{x = 1, y = 10}
print/z	obj.in	{x = 0x00000001, y = 0x00000002}
print/a	obj.in	{x = 0x1, y = 0x2}
print/c	obj.in	{x = 1 '\001', y = 2 '\002'}
print/f	obj.in	{x = 1.40129846e-45, y = 2.80259693e-45}
print/s	obj.in	{x = 1, y = 2}
whatis	obj.in.x	int
print	obj.in.x	1
print/x	obj.in.x	0x1
print/d	obj.in.x	1
print/u	obj.in.x	1
print/o	obj.in.x	01
print/t	obj.in.x	1
print/z	obj.in.x	0x00000001
print/a	obj.in.x	0x1
print/c	obj.in.x	1 '\001'
print/f	obj.in.x	1.40129846e-45
print/s	obj.in.x	1
whatis	obj.in.y+obj.arr[1].x	int
print	obj.in.y+obj.arr[1].x	7
print/x	obj.in.y+obj.arr[1].x	0x7
print/d	obj.in.y+obj.arr[1].x	7
print/u	obj.in.y+obj.arr[1].x	7
print/o	obj.in.y+obj.arr[1].x	07
print/t	obj.in.y+obj.arr[1].x	111
print/z	obj.in.y+obj.arr[1].x	0x00000007
print/a	obj.in.y+obj.arr[1].x	0x7
print/c	obj.in.y+obj.arr[1].x	7 '\a'
print/f	obj.in.y+obj.arr[1].x	9.80908925e-45
print/s	obj.in.y+obj.arr[1].x	7
whatis	obj.arr	struct inner [3]
print	obj.arr	{{x = 3, y = 4}, {x = 5, y = 6}, {x = 7, y = 8}}
print/x	obj.arr	{{x = 0x3, y = 0x4}, {x = 0x5, y = 0x6}, {x = 0x7, y = 0x8}}
print/d	obj.arr	{{x = 3, y = 4}, {x = 5, y = 6}, {x = 7, y = 8}}
print/u	obj.arr	{{x = 3, y = 4}, {x = 5, y = 6}, {x = 7, y = 8}}
print/o	obj.arr	{{x = 03, y = 04}, {x = 05, y = 06}, {x = 07, y = 010}}
print/t	obj.arr	{{x = 11, y = 100}, {x = 101, y = 110}, {x = 111, y = 1000}}
print/z	obj.arr	{{x = 0x00000003, y = 0x00000004}, {x = 0x00000005, y = 0x00000006}, {x = 0x00000007, y = 0x00000008}}
print/a	obj.arr	{{x = 0x3, y = 0x4}, {x = 0x5, y = 0x6}, {x = 0x7, y = 0x8}}
print/c	obj.arr	{{x = 3 '\003', y = 4 '\004'}, {x = 5 '\005', y = 6 '\006'}, {x = 7 '\a', y = 8 '\b'}}
print/f	obj.arr	{{x = 4.20389539e-45, y = 5.60519386e-45}, {x = 7.00649232e-45, y = 8.40779079e-45}, {x = 9.80908925e-45, y = 1.12103877e-44}}
print/s	obj.arr	{{x = 3, y = 4}, {x = 5, y = 6}, {x = 7, y = 8}}
whatis	obj.arr[1]	struct inner
print	obj.arr[1]	{x = 5, y = 6}
print/x	obj.arr[1]	{x = 0x5, y = 0x6}
print/d	obj.arr[1]	{x = 5, y = 6}
print/u	obj.arr[1]	{x = 5, y = 6}
print/o	obj.arr[1]	{x = 05, y = 06}
print/t	obj.arr[1]	{x = 101, y = 110}
print/z	obj.arr[1]	{x = 0x00000005, y = 0x00000006}
print/a	obj.arr[1]	{x = 0x5, y = 0x6}
print/c	obj.arr[1]	{x = 5 '\005', y = 6 '\006'}
print/f	obj.arr[1]	{x = 7.00649232e-45, y = 8.40779079e-45}
print/s	obj.arr[1]	{x = 5, y = 6}
whatis	obj.arr[2].y	int
print	obj.arr[2].y	8
print/x	obj.arr[2].y	0x8
print/d	obj.arr[2].y	8
print/u	obj.arr[2].y	8
print/o	obj.arr[2].y	010
print/t	obj.arr[2].y	1000
print/z	obj.arr[2].y	0x00000008
print/a	obj.arr[2].y	0x8
print/c	obj.arr[2].y	8 '\b'
print/f	obj.arr[2].y	1.12103877e-44
print/s	obj.arr[2].y	8
whatis	obj.whole	long
print	obj.whole	1234605616436508552
print/x	obj.whole	0x1122334455667788
print/d	obj.whole	1234605616436508552
print/u	obj.whole	1234605616436508552
print/o	obj.whole	0104421464212531473610
print/t	obj.whole	1000100100010001100110100010001010101011001100111011110001000
print/z	obj.whole	0x1122334455667788
print/a	obj.whole	0x1122334455667788
print/c	obj.whole	-120 '\210'
print/f	obj.whole	3.8414120244717307e-226
print/s	obj.whole	1234605616436508552
whatis	obj.low	int
print	obj.low	1432778632
print/x	obj.low	0x55667788
print/d	obj.low	1432778632
print/u	obj.low	1432778632
print/o	obj.low	012531473610
print/t	obj.low	1010101011001100111011110001000
print/z	obj.low	0x55667788
print/a	obj.low	0x55667788
print/c	obj.low	-120 '\210'
print/f	obj.low	1.58375661e+13
print/s	obj.low	1432778632
whatis	obj.high	int
print	obj.high	287454020
print/x	obj.high	0x11223344
print/d	obj.high	287454020
print/u	obj.high	287454020
print/o	obj.high	02110431504
print/t	obj.high	10001001000100011001101000100
print/z	obj.high	0x11223344
print/a	obj.high	0x11223344
print/c	obj.high	68 'D'
print/f	obj.high	1.27953441e-28
print/s	obj.high	287454020
whatis	obj.name	char [16]
print	obj.name	"object\000\000\000\000\000\000\000\000\000"
print/x	obj.name	{0x6f, 0x62, 0x6a, 0x65, 0x63, 0x74, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0}
print/d	obj.name	{111, 98, 106, 101, 99, 116, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}
print/u	obj.name	{111, 98, 106, 101, 99, 116, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}
print/o	obj.name	{0157, 0142, 0152, 0145, 0143, 0164, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}
print/t	obj.name	{1101111, 1100010, 1101010, 1100101, 1100011, 1110100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}
print/z	obj.name	{0x6f, 0x62, 0x6a, 0x65, 0x63, 0x74, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00}
print/a	obj.name	{0x6f, 0x62, 0x6a, 0x65, 0x63, 0x74, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0}
print/c	obj.name	{111 'o', 98 'b', 106 'j', 101 'e', 99 'c', 116 't', 0 '\000', 0 '\000', 0 '\000', 0 '\000', 0 '\000', 0 '\000', 0 '\000', 0 '\000', 0 '\000', 0 '\000'}
print/f	obj.name	{111, 98, 106, 101, 99, 116, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}
print/s	obj.name	"object\000\000\000\000\000\000\000\000\000"
whatis	obj.name[0]	char
print	obj.name[0]	111 'o'
print/x	obj.name[0]	0x6f
print/d	obj.name[0]	111
print/u	obj.name[0]	111
print/o	obj.name[0]	0157
print/t	obj.name[0]	1101111
print/z	obj.name[0]	0x6f
print/a	obj.name[0]	0x6f
print/c	obj.name[0]	111 'o'
print/f	obj.name[0]	111
print/s	obj.name[0]	111 'o'
whatis	&obj.name	char (*)[16]
print	&obj.name	(char (*)[16]) 0x403190 <obj+48>
print/x	&obj.name	0x403190
print/d	&obj.name	4206992
print/u	&obj.name	4206992
print/o	&obj.name	020030620
print/t	&obj.name	10000000011000110010000
print/z	&obj.name	0x0000000000403190
print/a	&obj.name	0x403190 <obj+48>
print/c	&obj.name	144 '\220'
print/f	&obj.name	2.0785302195289575e-317
print/s	&obj.name	(char (*)[16]) 0x403190 <obj+48>
whatis	*obj.name@3	char [3]
print	*obj.name@3	"obj"
print/x	*obj.name@3	{0x6f, 0x62, 0x6a}
print/d	*obj.name@3	{111, 98, 106}
print/u	*obj.name@3	{111, 98, 106}
print/o	*obj.name@3	{0157, 0142, 0152}
print/t	*obj.name@3	{1101111, 1100010, 1101010}
print/z	*obj.name@3	{0x6f, 0x62, 0x6a}
print/a	*obj.name@3	{0x6f, 0x62, 0x6a}
print/c	*obj.name@3	{111 'o', 98 'b', 106 'j'}
print/f	*obj.name@3	{111, 98, 106}
print/s	*obj.name@3	"obj"
whatis	obj.text	const char *
print	obj.text	0x402017 "text"
print/x	obj.text	0x402017
print/d	obj.text	4202519
print/u	obj.text	4202519
print/o	obj.text	020020027
print/t	obj.text	10000000010000000010111
print/z	obj.text	0x0000000000402017
print/a	obj.text	0x402017
print/c	obj.text	23 '\027'
print/f	obj.text	2.0763202638951096e-317
print/s	obj.text	0x402017 "text"
whatis	*obj.text	const char
print	*obj.text	116 't'
print/x	*obj.text	0x74
print/d	*obj.text	116
print/u	*obj.text	116
print/o	*obj.text	0164
print/t	*obj.text	1110100
print/z	*obj.text	0x74
print/a	*obj.text	0x74
print/c	*obj.text	116 't'
print/f	*obj.text	116
print/s	*obj.text	116 't'
whatis	obj.self->self->id	int
print	obj.self->self->id	42
print/x	obj.self->self->id	0x2a
print/d	obj.self->self->id	42
print/u	obj.self->self->id	42
print/o	obj.self->self->id	052
print/t	obj.self->self->id	101010
print/z	obj.self->self->id	0x0000002a
print/a	obj.self->self->id	0x2a
print/c	obj.self->self->id	42 '*'
print/f	obj.self->self->id	5.88545355e-44
print/s	obj.self->self->id	42
whatis	obj.self.id	int
print	obj.self.id	42
print/x	obj.self.id	0x2a
print/d	obj.self.id	42
print/u	obj.self.id	42
print/o	obj.self.id	052
print/t	obj.self.id	101010
print/z	obj.self.id	0x0000002a
print/a	obj.self.id	0x2a
print/c	obj.self.id	42 '*'
print/f	obj.self.id	5.88545355e-44
print/s	obj.self.id	42
whatis	pobj->id	int
print	pobj->id	42
print/x	pobj->id	0x2a
print/d	pobj->id	42
print/u	pobj->id	42
print/o	pobj->id	052
print/t	pobj->id	101010
print/z	pobj->id	0x0000002a
print/a	pobj->id	0x2a
print/c	pobj->id	42 '*'
print/f	pobj->id	5.88545355e-44
print/s	pobj->id	42
whatis	pobj.id	int
print	pobj.id	42
print/x	pobj.id	0x2a
print/d	pobj.id	42
print/u	pobj.id	42
print/o	pobj.id	052
print/t	pobj.id	101010
print/z	pobj.id	0x0000002a
print/a	pobj.id	0x2a
print/c	pobj.id	42 '*'
print/f	pobj.id	5.88545355e-44
print/s	pobj.id	42
whatis	(*pobj).id	int
print	(*pobj).id	42
print/x	(*pobj).id	0x2a
print/d	(*pobj).id	42
print/u	(*pobj).id	42
print/o	(*pobj).id	052
print/t	(*pobj).id	101010
print/z	(*pobj).id	0x0000002a
print/a	(*pobj).id	0x2a
print/c	(*pobj).id	42 '*'
print/f	(*pobj).id	5.88545355e-44
print/s	(*pobj).id	42
whatis	pobj->in	struct inner
print	pobj->in	{x = 1, y = 2}
print/x	pobj->in	{x = 0x1, y = 0x2}
print/d	pobj->in	{x = 1, y = 2}
print/u	pobj->in	{x = 1, y = 2}
print/o	pobj->in	{x = 01, y = 02}
print/t	pobj->in	{x = 1, y = 10}
print/z	pobj->in	{x = 0x00000001, y = 0x00000002}
print/a	pobj->in	{x = 0x1, y = 0x2}
print/c	pobj->in	{x = 1 '\001', y = 2 '\002'}
print/f	pobj->in	{x = 1.40129846e-45, y = 2.80259693e-45}
print/s	pobj->in	{x = 1, y = 2}
whatis	&pobj->in	struct inner *
print	&pobj->in	(struct inner *) 0x403164 <obj+4>
print/x	&pobj->in	0x403164
print/d	&pobj->in	4206948
print/u	&pobj->in	4206948
print/o	&pobj->in	020030544
print/t	&pobj->in	10000000011000101100100
print/z	&pobj->in	0x0000000000403164
print/a	&pobj->in	0x403164 <obj+4>
print/c	&pobj->in	100 'd'
print/f	&pobj->in	2.0785084806405405e-317
print/s	&pobj->in	(struct inner *) 0x403164 <obj+4>
whatis	&pobj->in.y	int *
print	&pobj->in.y	(int *) 0x403168 <obj+8>
print/x	&pobj->in.y	0x403168
print/d	&pobj->in.y	4206952
print/u	&pobj->in.y	4206952
print/o	&pobj->in.y	020030550
print/t	&pobj->in.y	10000000011000101101000
print/z	&pobj->in.y	0x0000000000403168
print/a	&pobj->in.y	0x403168 <obj+8>
print/c	&pobj->in.y	104 'h'
print/f	&pobj->in.y	2.0785104569031238e-317
print/s	&pobj->in.y	(int *) 0x403168 <obj+8>
whatis	&obj.list	struct list_head *
print	&obj.list	(struct list_head *) 0x4031b0 <obj+80>
print/x	&obj.list	0x4031b0
print/d	&obj.list	4207024
print/u	&obj.list	4207024
print/o	&obj.list	020030660
print/t	&obj.list	10000000011000110110000
print/z	&obj.list	0x00000000004031b0
print/a	&obj.list	0x4031b0 <obj+80>
print/c	&obj.list	176 '\260'
print/f	&obj.list	2.0785460296296244e-317
print/s	&obj.list	(struct list_head *) 0x4031b0 <obj+80>
whatis	obj.list	struct list_head
print	obj.list	{next = 0x4031b0 <obj+80>, prev = 0x4031b0 <obj+80>}
print/x	obj.list	{next = 0x4031b0, prev = 0x4031b0}
print/d	obj.list	{next = 4207024, prev = 4207024}
print/u	obj.list	{next = 4207024, prev = 4207024}
print/o	obj.list	{next = 020030660, prev = 020030660}
print/t	obj.list	{next = 10000000011000110110000, prev = 10000000011000110110000}
print/z	obj.list	{next = 0x00000000004031b0, prev = 0x00000000004031b0}
print/a	obj.list	{next = 0x4031b0 <obj+80>, prev = 0x4031b0 <obj+80>}
print/c	obj.list	{next = 176 '\260', prev = 176 '\260'}
print/f	obj.list	{next = 2.0785460296296244e-317, prev = 2.0785460296296244e-317}
print/s	obj.list	{next = 0x4031b0 <obj+80>, prev = 0x4031b0 <obj+80>}
whatis	obj.list.next==&obj.list	int
print	obj.list.next==&obj.list	1
print/x	obj.list.next==&obj.list	0x1
print/d	obj.list.next==&obj.list	1
print/u	obj.list.next==&obj.list	1
print/o	obj.list.next==&obj.list	01
print/t	obj.list.next==&obj.list	1
print/z	obj.list.next==&obj.list	0x00000001
print/a	obj.list.next==&obj.list	0x1
print/c	obj.list.next==&obj.list	1 '\001'
print/f	obj.list.next==&obj.list	1.40129846e-45
print/s	obj.list.next==&obj.list	1
whatis	obj.fn	handler_t
print	obj.fn	(handler_t) 0x401000 <twice>
print/x	obj.fn	0x401000
print/d	obj.fn	4198400
print/u	obj.fn	4198400
print/o	obj.fn	020010000
print/t	obj.fn	10000000001000000000000
print/z	obj.fn	0x0000000000401000
print/a	obj.fn	0x401000 <twice>
print/c	obj.fn	0 '\000'
print/f	obj.fn	2.0742852074998895e-317
print/s	obj.fn	(handler_t) 0x401000 <twice>
whatis	*obj.fn	int (int, char)
print	*obj.fn	{int (int, char)} 0x401000 <twice>
print/x	*obj.fn	0x55
print/d	*obj.fn	85
print/u	*obj.fn	85
print/o	*obj.fn	0125
print/t	*obj.fn	1010101
print/z	*obj.fn	0x55
print/a	*obj.fn	!Value can't be converted to integer.
print/c	*obj.fn	!Value can't be converted to integer.
print/f	*obj.fn	85
print/s	*obj.fn	{int (int, char)} 0x401000 <twice>
whatis	obj.bits	struct bits
print	obj.bits	{a = 5, b = -3, c = 4886718345, d = true, e = 9 '\t'}
print/x	obj.bits	{a = 0x5, b = 0xfffffffd, c = 0x123456789, d = 0x1, e = 0x9}
print/d	obj.bits	{a = 5, b = -3, c = 4886718345, d = 1, e = 9}
print/u	obj.bits	{a = 5, b = 4294967293, c = 4886718345, d = 1, e = 9}
print/o	obj.bits	{a = 05, b = 037777777775, c = 044321263611, d = 01, e = 011}
print/t	obj.bits	{a = 101, b = 11111111111111111111111111111101, c = 100100011010001010110011110001001, d = 1, e = 1001}
print/z	obj.bits	{a = 0x00000005, b = 0xfffffffd, c = 0x0000000123456789, d = 0x01, e = 0x09}
print/a	obj.bits	{a = 0x5, b = 0xfffffffffffffffd, c = 0x123456789, d = 0x1, e = 0x9}
print/c	obj.bits	{a = 5 '\005', b = -3 '\375', c = 137 '\211', d = 1 '\001', e = 9 '\t'}
print/f	obj.bits	{a = 7.00649232e-45, b = -nan(0x7ffffd), c = 2.4143596551666924e-314, d = 1, e = 9}
print/s	obj.bits	{a = 5, b = -3, c = 4886718345, d = true, e = 9 '\t'}
whatis	obj.bits.a	unsigned int
print	obj.bits.a	5
print/x	obj.bits.a	0x5
print/d	obj.bits.a	5
print/u	obj.bits.a	5
print/o	obj.bits.a	05
print/t	obj.bits.a	101
print/z	obj.bits.a	0x00000005
print/a	obj.bits.a	0x5
print/c	obj.bits.a	5 '\005'
print/f	obj.bits.a	7.00649232e-45
print/s	obj.bits.a	5
whatis	obj.bits.b	int
print	obj.bits.b	-3
print/x	obj.bits.b	0xfffffffd
print/d	obj.bits.b	-3
print/u	obj.bits.b	4294967293
print/o	obj.bits.b	037777777775
print/t	obj.bits.b	11111111111111111111111111111101
print/z	obj.bits.b	0xfffffffd
print/a	obj.bits.b	0xfffffffffffffffd
print/c	obj.bits.b	-3 '\375'
print/f	obj.bits.b	-nan(0x7ffffd)
print/s	obj.bits.b	-3
whatis	obj.bits.c	u64
print	obj.bits.c	4886718345
print/x	obj.bits.c	0x123456789
print/d	obj.bits.c	4886718345
print/u	obj.bits.c	4886718345
print/o	obj.bits.c	044321263611
print/t	obj.bits.c	100100011010001010110011110001001
print/z	obj.bits.c	0x0000000123456789
print/a	obj.bits.c	0x123456789
print/c	obj.bits.c	137 '\211'
print/f	obj.bits.c	2.4143596551666924e-314
print/s	obj.bits.c	4886718345
whatis	obj.bits.d	bool
print	obj.bits.d	true
print/x	obj.bits.d	0x1
print/d	obj.bits.d	1
print/u	obj.bits.d	1
print/o	obj.bits.d	01
print/t	obj.bits.d	1
print/z	obj.bits.d	0x01
print/a	obj.bits.d	0x1
print/c	obj.bits.d	1 '\001'
print/f	obj.bits.d	1
print/s	obj.bits.d	true
whatis	obj.bits.e	u8
print	obj.bits.e	9 '\t'
print/x	obj.bits.e	0x9
print/d	obj.bits.e	9
print/u	obj.bits.e	9
print/o	obj.bits.e	011
print/t	obj.bits.e	1001
print/z	obj.bits.e	0x09
print/a	obj.bits.e	0x9
print/c	obj.bits.e	9 '\t'
print/f	obj.bits.e	9
print/s	obj.bits.e	9 '\t'
whatis	obj.bits.a+1	unsigned int
print	obj.bits.a+1	6
print/x	obj.bits.a+1	0x6
print/d	obj.bits.a+1	6
print/u	obj.bits.a+1	6
print/o	obj.bits.a+1	06
print/t	obj.bits.a+1	110
print/z	obj.bits.a+1	0x00000006
print/a	obj.bits.a+1	0x6
print/c	obj.bits.a+1	6 '\006'
print/f	obj.bits.a+1	8.40779079e-45
print/s	obj.bits.a+1	6
whatis	obj.bits.b*2	int
print	obj.bits.b*2	-6
print/x	obj.bits.b*2	0xfffffffa
print/d	obj.bits.b*2	-6
print/u	obj.bits.b*2	4294967290
print/o	obj.bits.b*2	037777777772
print/t	obj.bits.b*2	11111111111111111111111111111010
print/z	obj.bits.b*2	0xfffffffa
print/a	obj.bits.b*2	0xfffffffffffffffa
print/c	obj.bits.b*2	-6 '\372'
print/f	obj.bits.b*2	-nan(0x7ffffa)
print/s	obj.bits.b*2	-6
whatis	obj.bits.c>>4	unsigned long
print	obj.bits.c>>4	305419896
print/x	obj.bits.c>>4	0x12345678
print/d	obj.bits.c>>4	305419896
print/u	obj.bits.c>>4	305419896
print/o	obj.bits.c>>4	02215053170
print/t	obj.bits.c>>4	10010001101000101011001111000
print/z	obj.bits.c>>4	0x0000000012345678
print/a	obj.bits.c>>4	0x12345678
print/c	obj.bits.c>>4	120 'x'
print/f	obj.bits.c>>4	1.5089747817000635e-315
print/s	obj.bits.c>>4	305419896
whatis	-obj.bits.a	unsigned int
print	-obj.bits.a	4294967291
print/x	-obj.bits.a	0xfffffffb
print/d	-obj.bits.a	-5
print/u	-obj.bits.a	4294967291
print/o	-obj.bits.a	037777777773
print/t	-obj.bits.a	11111111111111111111111111111011
print/z	-obj.bits.a	0xfffffffb
print/a	-obj.bits.a	0xfffffffb
print/c	-obj.bits.a	251 '\373'
print/f	-obj.bits.a	-nan(0x7ffffb)
print/s	-obj.bits.a	4294967291
whatis	~obj.bits.a	unsigned int
print	~obj.bits.a	4294967290
print/x	~obj.bits.a	0xfffffffa
print/d	~obj.bits.a	-6
print/u	~obj.bits.a	4294967290
print/o	~obj.bits.a	037777777772
print/t	~obj.bits.a	11111111111111111111111111111010
print/z	~obj.bits.a	0xfffffffa
print/a	~obj.bits.a	0xfffffffa
print/c	~obj.bits.a	250 '\372'
print/f	~obj.bits.a	-nan(0x7ffffa)
print/s	~obj.bits.a	4294967290
whatis	!obj.bits.d	int
print	!obj.bits.d	0
print/x	!obj.bits.d	0x0
print/d	!obj.bits.d	0
print/u	!obj.bits.d	0
print/o	!obj.bits.d	0
print/t	!obj.bits.d	0
print/z	!obj.bits.d	0x00000000
print/a	!obj.bits.d	0x0
print/c	!obj.bits.d	0 '\000'
print/f	!obj.bits.d	0
print/s	!obj.bits.d	0
whatis	&obj.bits	struct bits *
print	&obj.bits	(struct bits *) 0x4031c8 <obj+104>
print/x	&obj.bits	0x4031c8
print/d	&obj.bits	4207048
print/u	&obj.bits	4207048
print/o	&obj.bits	020030710
print/t	&obj.bits	10000000011000111001000
print/z	&obj.bits	0x00000000004031c8
print/a	&obj.bits	0x4031c8 <obj+104>
print/c	&obj.bits	200 '\310'
print/f	&obj.bits	2.0785578872051246e-317
print/s	&obj.bits	(struct bits *) 0x4031c8 <obj+104>
whatis	&obj.bits.a	unsigned int *
print	&obj.bits.a	(unsigned int *) 0x4031c8 <obj+104>
print/x	&obj.bits.a	0x4031c8
print/d	&obj.bits.a	4207048
print/u	&obj.bits.a	4207048
print/o	&obj.bits.a	020030710
print/t	&obj.bits.a	10000000011000111001000
print/z	&obj.bits.a	0x00000000004031c8
print/a	&obj.bits.a	0x4031c8 <obj+104>
print/c	&obj.bits.a	200 '\310'
print/f	&obj.bits.a	2.0785578872051246e-317
print/s	&obj.bits.a	(unsigned int *) 0x4031c8 <obj+104>
whatis	&obj.bits.e	u8 *
print	&obj.bits.e	(u8 *) 0x4031ce <obj+110> "\t"
print/x	&obj.bits.e	0x4031ce
print/d	&obj.bits.e	4207054
print/u	&obj.bits.e	4207054
print/o	&obj.bits.e	020030716
print/t	&obj.bits.e	10000000011000111001110
print/z	&obj.bits.e	0x00000000004031ce
print/a	&obj.bits.e	0x4031ce <obj+110>
print/c	&obj.bits.e	206 '\316'
print/f	&obj.bits.e	2.0785608515989996e-317
print/s	&obj.bits.e	(u8 *) 0x4031ce <obj+110> "\t"
whatis	sizeof(obj.bits)	int
print	sizeof(obj.bits)	8
print/x	sizeof(obj.bits)	0x8
print/d	sizeof(obj.bits)	8
print/u	sizeof(obj.bits)	8
print/o	sizeof(obj.bits)	010
print/t	sizeof(obj.bits)	1000
print/z	sizeof(obj.bits)	0x00000008
print/a	sizeof(obj.bits)	0x8
print/c	sizeof(obj.bits)	8 '\b'
print/f	sizeof(obj.bits)	1.12103877e-44
print/s	sizeof(obj.bits)	8
whatis	sizeof(obj.bits.e)	int
print	sizeof(obj.bits.e)	1
print/x	sizeof(obj.bits.e)	0x1
print/d	sizeof(obj.bits.e)	1
print/u	sizeof(obj.bits.e)	1
print/o	sizeof(obj.bits.e)	01
print/t	sizeof(obj.bits.e)	1
print/z	sizeof(obj.bits.e)	0x00000001
print/a	sizeof(obj.bits.e)	0x1
print/c	sizeof(obj.bits.e)	1 '\001'
print/f	sizeof(obj.bits.e)	1.40129846e-45
print/s	sizeof(obj.bits.e)	1
whatis	obj.real	double
print	obj.real	0.5
print/x	obj.real	0x3fe0000000000000
print/d	obj.real	4602678819172646912
print/u	obj.real	4602678819172646912
print/o	obj.real	0377400000000000000000
print/t	obj.real	11111111100000000000000000000000000000000000000000000000000000
print/z	obj.real	0x3fe0000000000000
print/a	obj.real	0x0
print/c	obj.real	0 '\000'
print/f	obj.real	0.5
print/s	obj.real	0.5
whatis	obj.real*2	double
print	obj.real*2	1
print/x	obj.real*2	0x3ff0000000000000
print/d	obj.real*2	4607182418800017408
print/u	obj.real*2	4607182418800017408
print/o	obj.real*2	0377600000000000000000
print/t	obj.real*2	11111111110000000000000000000000000000000000000000000000000000
print/z	obj.real*2	0x3ff0000000000000
print/a	obj.real*2	0x1
print/c	obj.real*2	1 '\001'
print/f	obj.real*2	1
print/s	obj.real*2	1
whatis	obj.flex	int []
print	obj.flex	0x4031d8 <obj+120>
print/x	obj.flex	0x4031d8 <obj+120>
print/d	obj.flex	0x4031d8 <obj+120>
print/u	obj.flex	0x4031d8 <obj+120>
print/o	obj.flex	0x4031d8 <obj+120>
print/t	obj.flex	0x4031d8 <obj+120>
print/z	obj.flex	0x4031d8 <obj+120>
print/a	obj.flex	0x4031d8 <obj+120>
print/c	obj.flex	0x4031d8 <obj+120>
print/f	obj.flex	0x4031d8 <obj+120>
print/s	obj.flex	0x4031d8 <obj+120>
whatis	obj.flex[0]	int
print	obj.flex[0]	100
print/x	obj.flex[0]	0x64
print/d	obj.flex[0]	100
print/u	obj.flex[0]	100
print/o	obj.flex[0]	0144
print/t	obj.flex[0]	1100100
print/z	obj.flex[0]	0x00000064
print/a	obj.flex[0]	0x64
print/c	obj.flex[0]	100 'd'
print/f	obj.flex[0]	1.40129846e-43
print/s	obj.flex[0]	100
whatis	obj.flex[1]	int
print	obj.flex[1]	200
print/x	obj.flex[1]	0xc8
print/d	obj.flex[1]	200
print/u	obj.flex[1]	200
print/o	obj.flex[1]	0310
print/t	obj.flex[1]	11001000
print/z	obj.flex[1]	0x000000c8
print/a	obj.flex[1]	0xc8
print/c	obj.flex[1]	-56 '\310'
print/f	obj.flex[1]	2.80259693e-43
print/s	obj.flex[1]	200
whatis	*obj.flex@2	int [2]
print	*obj.flex@2	{100, 200}
print/x	*obj.flex@2	{0x64, 0xc8}
print/d	*obj.flex@2	{100, 200}
print/u	*obj.flex@2	{100, 200}
print/o	*obj.flex@2	{0144, 0310}
print/t	*obj.flex@2	{1100100, 11001000}
print/z	*obj.flex@2	{0x00000064, 0x000000c8}
print/a	*obj.flex@2	{0x64, 0xc8}
print/c	*obj.flex@2	{100 'd', -56 '\310'}
print/f	*obj.flex@2	{1.40129846e-43, 2.80259693e-43}
print/s	*obj.flex@2	{100, 200}
whatis	&obj.flex	int (*)[]
print	&obj.flex	(int (*)[]) 0x4031d8 <obj+120>
print/x	&obj.flex	0x4031d8
print/d	&obj.flex	4207064
print/u	&obj.flex	4207064
print/o	&obj.flex	020030730
print/t	&obj.flex	10000000011000111011000
print/z	&obj.flex	0x00000000004031d8
print/a	&obj.flex	0x4031d8 <obj+120>
print/c	&obj.flex	216 '\330'
print/f	&obj.flex	2.0785657922554581e-317
print/s	&obj.flex	(int (*)[]) 0x4031d8 <obj+120>
whatis	&obj.flex[1]	int *
print	&obj.flex[1]	(int *) 0x4031dc <obj+124>
print/x	&obj.flex[1]	0x4031dc
print/d	&obj.flex[1]	4207068
print/u	&obj.flex[1]	4207068
print/o	&obj.flex[1]	020030734
print/t	&obj.flex[1]	10000000011000111011100
print/z	&obj.flex[1]	0x00000000004031dc
print/a	&obj.flex[1]	0x4031dc <obj+124>
print/c	&obj.flex[1]	220 '\334'
print/f	&obj.flex[1]	2.0785677685180414e-317
print/s	&obj.flex[1]	(int *) 0x4031dc <obj+124>
whatis	sizeof(obj.flex)	int
print	sizeof(obj.flex)	0
print/x	sizeof(obj.flex)	0x0
print/d	sizeof(obj.flex)	0
print/u	sizeof(obj.flex)	0
print/o	sizeof(obj.flex)	0
print/t	sizeof(obj.flex)	0
print/z	sizeof(obj.flex)	0x00000000
print/a	sizeof(obj.flex)	0x0
print/c	sizeof(obj.flex)	0 '\000'
print/f	sizeof(obj.flex)	0
print/s	sizeof(obj.flex)	0
whatis	obj.nope	!There is no member named nope.
print	obj.nope	!There is no member named nope.
whatis	obj.idd	!There is no member named idd.
print	obj.idd	!There is no member named idd.
whatis	v_int.x	!Attempt to extract a component of a value that is not a structure.
print	v_int.x	!Attempt to extract a component of a value that is not a structure.
whatis	v_int->x	!Attempt to extract a component of a value that is not a structure pointer.
print	v_int->x	!Attempt to extract a component of a value that is not a structure pointer.
whatis	pint->x	!Attempt to extract a component of a value that is not a structure pointer.
print	pint->x	!Attempt to extract a component of a value that is not a structure pointer.
whatis	arr.x	!Attempt to extract a component of a value that is not a structure.
print	arr.x	!Attempt to extract a component of a value that is not a structure.
whatis	pobj->nope	!There is no member named nope.
print	pobj->nope	!There is no member named nope.
whatis	pobj->self->in.x	int
print	pobj->self->in.x	1
print/x	pobj->self->in.x	0x1
print/d	pobj->self->in.x	1
print/u	pobj->self->in.x	1
print/o	pobj->self->in.x	01
print/t	pobj->self->in.x	1
print/z	pobj->self->in.x	0x00000001
print/a	pobj->self->in.x	0x1
print/c	pobj->self->in.x	1 '\001'
print/f	pobj->self->in.x	1.40129846e-45
print/s	pobj->self->in.x	1
whatis	*pobj	struct outer
print	*pobj	{id = 42, in = {x = 1, y = 2}, arr = {{x = 3, y = 4}, {x = 5, y = 6}, {x = 7, y = 8}}, {whole = 1234605616436508552, {low = 1432778632, high = 287454020}}, name = "object\000\000\000\000\000\000\000\000\000", text = 0x402017 "text", self = 0x403160 <obj>, list = {next = 0x4031b0 <obj+80>, prev = 0x4031b0 <obj+80>}, fn = 0x401000 <twice>, bits = {a = 5, b = -3, c = 4886718345, d = true, e = 9 '\t'}, real = 0.5, flex = 0x4031d8 <obj+120>}
whatis	*pobj->self	struct outer
print	*pobj->self	{id = 42, in = {x = 1, y = 2}, arr = {{x = 3, y = 4}, {x = 5, y = 6}, {x = 7, y = 8}}, {whole = 1234605616436508552, {low = 1432778632, high = 287454020}}, name = "object\000\000\000\000\000\000\000\000\000", text = 0x402017 "text", self = 0x403160 <obj>, list = {next = 0x4031b0 <obj+80>, prev = 0x4031b0 <obj+80>}, fn = 0x401000 <twice>, bits = {a = 5, b = -3, c = 4886718345, d = true, e = 9 '\t'}, real = 0.5, flex = 0x4031d8 <obj+120>}
whatis	*obj.self	struct outer
print	*obj.self	{id = 42, in = {x = 1, y = 2}, arr = {{x = 3, y = 4}, {x = 5, y = 6}, {x = 7, y = 8}}, {whole = 1234605616436508552, {low = 1432778632, high = 287454020}}, name = "object\000\000\000\000\000\000\000\000\000", text = 0x402017 "text", self = 0x403160 <obj>, list = {next = 0x4031b0 <obj+80>, prev = 0x4031b0 <obj+80>}, fn = 0x401000 <twice>, bits = {a = 5, b = -3, c = 4886718345, d = true, e = 9 '\t'}, real = 0.5, flex = 0x4031d8 <obj+120>}
whatis	pobj[0].id	int
print	pobj[0].id	42
print/x	pobj[0].id	0x2a
print/d	pobj[0].id	42
print/u	pobj[0].id	42
print/o	pobj[0].id	052
print/t	pobj[0].id	101010
print/z	pobj[0].id	0x0000002a
print/a	pobj[0].id	0x2a
print/c	pobj[0].id	42 '*'
print/f	pobj[0].id	5.88545355e-44
print/s	pobj[0].id	42
whatis	&*pobj	struct outer *
print	&*pobj	(struct outer *) 0x403160 <obj>
print/x	&*pobj	0x403160
print/d	&*pobj	4206944
print/u	&*pobj	4206944
print/o	&*pobj	020030540
print/t	&*pobj	10000000011000101100000
print/z	&*pobj	0x0000000000403160
print/a	&*pobj	0x403160 <obj>
print/c	&*pobj	96 '`'
print/f	&*pobj	2.0785065043779571e-317
print/s	&*pobj	(struct outer *) 0x403160 <obj>
whatis	&pobj->self->list	struct list_head *
print	&pobj->self->list	(struct list_head *) 0x4031b0 <obj+80>
print/x	&pobj->self->list	0x4031b0
print/d	&pobj->self->list	4207024
print/u	&pobj->self->list	4207024
print/o	&pobj->self->list	020030660
print/t	&pobj->self->list	10000000011000110110000
print/z	&pobj->self->list	0x00000000004031b0
print/a	&pobj->self->list	0x4031b0 <obj+80>
print/c	&pobj->self->list	176 '\260'
print/f	&pobj->self->list	2.0785460296296244e-317
print/s	&pobj->self->list	(struct list_head *) 0x4031b0 <obj+80>
whatis	two	struct inner
print	two	{x = 11, y = 12}
print/x	two	{x = 0xb, y = 0xc}
print/d	two	{x = 11, y = 12}
print/u	two	{x = 11, y = 12}
print/o	two	{x = 013, y = 014}
print/t	two	{x = 1011, y = 1100}
print/z	two	{x = 0x0000000b, y = 0x0000000c}
print/a	two	{x = 0xb, y = 0xc}
print/c	two	{x = 11 '\v', y = 12 '\f'}
print/f	two	{x = 1.54142831e-44, y = 1.68155816e-44}
print/s	two	{x = 11, y = 12}
whatis	two.x	int
print	two.x	11
print/x	two.x	0xb
print/d	two.x	11
print/u	two.x	11
print/o	two.x	013
print/t	two.x	1011
print/z	two.x	0x0000000b
print/a	two.x	0xb
print/c	two.x	11 '\v'
print/f	two.x	1.54142831e-44
print/s	two.x	11
whatis	two==two	!Structure has no component named operator==.
print	two==two	!Structure has no component named operator==.
whatis	two+1	!Structure has no component named operator+.
print	two+1	!Structure has no component named operator+.
whatis	!two	!Structure has no component named operator!.
print	!two	!Structure has no component named operator!.
whatis	(char*)&obj.list-(char*)&obj	long
print	(char*)&obj.list-(char*)&obj	80
print/x	(char*)&obj.list-(char*)&obj	0x50
print/d	(char*)&obj.list-(char*)&obj	80
print/u	(char*)&obj.list-(char*)&obj	80
print/o	(char*)&obj.list-(char*)&obj	0120
print/t	(char*)&obj.list-(char*)&obj	1010000
print/z	(char*)&obj.list-(char*)&obj	0x0000000000000050
print/a	(char*)&obj.list-(char*)&obj	0x50
print/c	(char*)&obj.list-(char*)&obj	80 'P'
print/f	(char*)&obj.list-(char*)&obj	3.9525251667299724e-322
print/s	(char*)&obj.list-(char*)&obj	80
whatis	(struct outer*)((char*)node-(long)&((struct outer*)0)->list)	struct outer *
print	(struct outer*)((char*)node-(long)&((struct outer*)0)->list)	(struct outer *) 0x403160 <obj>
print/x	(struct outer*)((char*)node-(long)&((struct outer*)0)->list)	0x403160
print/d	(struct outer*)((char*)node-(long)&((struct outer*)0)->list)	4206944
print/u	(struct outer*)((char*)node-(long)&((struct outer*)0)->list)	4206944
print/o	(struct outer*)((char*)node-(long)&((struct outer*)0)->list)	020030540
print/t	(struct outer*)((char*)node-(long)&((struct outer*)0)->list)	10000000011000101100000
print/z	(struct outer*)((char*)node-(long)&((struct outer*)0)->list)	0x0000000000403160
print/a	(struct outer*)((char*)node-(long)&((struct outer*)0)->list)	0x403160 <obj>
print/c	(struct outer*)((char*)node-(long)&((struct outer*)0)->list)	96 '`'
print/f	(struct outer*)((char*)node-(long)&((struct outer*)0)->list)	2.0785065043779571e-317
print/s	(struct outer*)((char*)node-(long)&((struct outer*)0)->list)	(struct outer *) 0x403160 <obj>
whatis	((struct outer*)((char*)node-(long)&((struct outer*)0)->list))->id	int
print	((struct outer*)((char*)node-(long)&((struct outer*)0)->list))->id	42
print/x	((struct outer*)((char*)node-(long)&((struct outer*)0)->list))->id	0x2a
print/d	((struct outer*)((char*)node-(long)&((struct outer*)0)->list))->id	42
print/u	((struct outer*)((char*)node-(long)&((struct outer*)0)->list))->id	42
print/o	((struct outer*)((char*)node-(long)&((struct outer*)0)->list))->id	052
print/t	((struct outer*)((char*)node-(long)&((struct outer*)0)->list))->id	101010
print/z	((struct outer*)((char*)node-(long)&((struct outer*)0)->list))->id	0x0000002a
print/a	((struct outer*)((char*)node-(long)&((struct outer*)0)->list))->id	0x2a
print/c	((struct outer*)((char*)node-(long)&((struct outer*)0)->list))->id	42 '*'
print/f	((struct outer*)((char*)node-(long)&((struct outer*)0)->list))->id	5.88545355e-44
print/s	((struct outer*)((char*)node-(long)&((struct outer*)0)->list))->id	42
whatis	*(struct inner*)&obj.in	struct inner
print	*(struct inner*)&obj.in	{x = 1, y = 2}
print/x	*(struct inner*)&obj.in	{x = 0x1, y = 0x2}
print/d	*(struct inner*)&obj.in	{x = 1, y = 2}
print/u	*(struct inner*)&obj.in	{x = 1, y = 2}
print/o	*(struct inner*)&obj.in	{x = 01, y = 02}
print/t	*(struct inner*)&obj.in	{x = 1, y = 10}
print/z	*(struct inner*)&obj.in	{x = 0x00000001, y = 0x00000002}
print/a	*(struct inner*)&obj.in	{x = 0x1, y = 0x2}
print/c	*(struct inner*)&obj.in	{x = 1 '\001', y = 2 '\002'}
print/f	*(struct inner*)&obj.in	{x = 1.40129846e-45, y = 2.80259693e-45}
print/s	*(struct inner*)&obj.in	{x = 1, y = 2}
whatis	((struct inner*)&obj.arr)[1]	struct inner
print	((struct inner*)&obj.arr)[1]	{x = 5, y = 6}
print/x	((struct inner*)&obj.arr)[1]	{x = 0x5, y = 0x6}
print/d	((struct inner*)&obj.arr)[1]	{x = 5, y = 6}
print/u	((struct inner*)&obj.arr)[1]	{x = 5, y = 6}
print/o	((struct inner*)&obj.arr)[1]	{x = 05, y = 06}
print/t	((struct inner*)&obj.arr)[1]	{x = 101, y = 110}
print/z	((struct inner*)&obj.arr)[1]	{x = 0x00000005, y = 0x00000006}
print/a	((struct inner*)&obj.arr)[1]	{x = 0x5, y = 0x6}
print/c	((struct inner*)&obj.arr)[1]	{x = 5 '\005', y = 6 '\006'}
print/f	((struct inner*)&obj.arr)[1]	{x = 7.00649232e-45, y = 8.40779079e-45}
print/s	((struct inner*)&obj.arr)[1]	{x = 5, y = 6}
whatis	((struct inner*)obj.arr)[2].x	int
print	((struct inner*)obj.arr)[2].x	7
print/x	((struct inner*)obj.arr)[2].x	0x7
print/d	((struct inner*)obj.arr)[2].x	7
print/u	((struct inner*)obj.arr)[2].x	7
print/o	((struct inner*)obj.arr)[2].x	07
print/t	((struct inner*)obj.arr)[2].x	111
print/z	((struct inner*)obj.arr)[2].x	0x00000007
print/a	((struct inner*)obj.arr)[2].x	0x7
print/c	((struct inner*)obj.arr)[2].x	7 '\a'
print/f	((struct inner*)obj.arr)[2].x	9.80908925e-45
print/s	((struct inner*)obj.arr)[2].x	7
whatis	&twice	int (*)(int, char)
print	&twice	(int (*)(int, char)) 0x401000 <twice>
print/x	&twice	0x401000
print/d	&twice	4198400
print/u	&twice	4198400
print/o	&twice	020010000
print/t	&twice	10000000001000000000000
print/z	&twice	0x0000000000401000
print/a	&twice	0x401000 <twice>
print/c	&twice	0 '\000'
print/f	&twice	2.0742852074998895e-317
print/s	&twice	(int (*)(int, char)) 0x401000 <twice>
whatis	*twice	!Attempt to take contents of a non-pointer value.
print	*twice	{int (int, char)} 0x401000 <twice>
print/x	*twice	0x55
print/d	*twice	85
print/u	*twice	85
print/o	*twice	0125
print/t	*twice	1010101
print/z	*twice	0x55
print/a	*twice	!Value can't be converted to integer.
print/c	*twice	!Value can't be converted to integer.
print/f	*twice	85
print/s	*twice	{int (int, char)} 0x401000 <twice>
whatis	**twice	!Attempt to take contents of a non-pointer value.
print	**twice	{int (int, char)} 0x401000 <twice>
print/x	**twice	0x55
print/d	**twice	85
print/u	**twice	85
print/o	**twice	0125
print/t	**twice	1010101
print/z	**twice	0x55
print/a	**twice	!Value can't be converted to integer.
print/c	**twice	!Value can't be converted to integer.
print/f	**twice	85
print/s	**twice	{int (int, char)} 0x401000 <twice>
whatis	&*twice	int (*)(int, char)
print	&*twice	(int (*)(int, char)) 0x401000 <twice>
print/x	&*twice	0x401000
print/d	&*twice	4198400
print/u	&*twice	4198400
print/o	&*twice	020010000
print/t	&*twice	10000000001000000000000
print/z	&*twice	0x0000000000401000
print/a	&*twice	0x401000 <twice>
print/c	&*twice	0 '\000'
print/f	&*twice	2.0742852074998895e-317
print/s	&*twice	(int (*)(int, char)) 0x401000 <twice>
whatis	twice+1	int (*)(int, char)
print	twice+1	(int (*)(int, char)) 0x401001 <twice+1>
print/x	twice+1	0x401001
print/d	twice+1	4198401
print/u	twice+1	4198401
print/o	twice+1	020010001
print/t	twice+1	10000000001000000000001
print/z	twice+1	0x0000000000401001
print/a	twice+1	0x401001 <twice+1>
print/c	twice+1	1 '\001'
print/f	twice+1	2.0742857015655353e-317
print/s	twice+1	(int (*)(int, char)) 0x401001 <twice+1>
whatis	fn	handler_t
print	fn	(handler_t) 0x401000 <twice>
print/x	fn	0x401000
print/d	fn	4198400
print/u	fn	4198400
print/o	fn	020010000
print/t	fn	10000000001000000000000
print/z	fn	0x0000000000401000
print/a	fn	0x401000 <twice>
print/c	fn	0 '\000'
print/f	fn	2.0742852074998895e-317
print/s	fn	(handler_t) 0x401000 <twice>
whatis	*fn	int (int, char)
print	*fn	{int (int, char)} 0x401000 <twice>
print/x	*fn	0x55
print/d	*fn	85
print/u	*fn	85
print/o	*fn	0125
print/t	*fn	1010101
print/z	*fn	0x55
print/a	*fn	!Value can't be converted to integer.
print/c	*fn	!Value can't be converted to integer.
print/f	*fn	85
print/s	*fn	{int (int, char)} 0x401000 <twice>
whatis	fn==twice	int
print	fn==twice	1
print/x	fn==twice	0x1
print/d	fn==twice	1
print/u	fn==twice	1
print/o	fn==twice	01
print/t	fn==twice	1
print/z	fn==twice	0x00000001
print/a	fn==twice	0x1
print/c	fn==twice	1 '\001'
print/f	fn==twice	1.40129846e-45
print/s	fn==twice	1
whatis	fn==&twice	int
print	fn==&twice	1
print/x	fn==&twice	0x1
print/d	fn==&twice	1
print/u	fn==&twice	1
print/o	fn==&twice	01
print/t	fn==&twice	1
print/z	fn==&twice	0x00000001
print/a	fn==&twice	0x1
print/c	fn==&twice	1 '\001'
print/f	fn==&twice	1.40129846e-45
print/s	fn==&twice	1
whatis	table[0]	int (*)(int, char)
print	table[0]	(int (*)(int, char)) 0x401000 <twice>
print/x	table[0]	0x401000
print/d	table[0]	4198400
print/u	table[0]	4198400
print/o	table[0]	020010000
print/t	table[0]	10000000001000000000000
print/z	table[0]	0x0000000000401000
print/a	table[0]	0x401000 <twice>
print/c	table[0]	0 '\000'
print/f	table[0]	2.0742852074998895e-317
print/s	table[0]	(int (*)(int, char)) 0x401000 <twice>
whatis	*table[1]	int (int, char)
print	*table[1]	{int (int, char)} 0x401000 <twice>
print/x	*table[1]	0x55
print/d	*table[1]	85
print/u	*table[1]	85
print/o	*table[1]	0125
print/t	*table[1]	1010101
print/z	*table[1]	0x55
print/a	*table[1]	!Value can't be converted to integer.
print/c	*table[1]	!Value can't be converted to integer.
print/f	*table[1]	85
print/s	*table[1]	{int (int, char)} 0x401000 <twice>
whatis	&table	int (*(*)[2])(int, char)
print	&table	(int (*(*)[2])(int, char)) 0x403150 <table>
print/x	&table	0x403150
print/d	&table	4206928
print/u	&table	4206928
print/o	&table	020030520
print/t	&table	10000000011000101010000
print/z	&table	0x0000000000403150
print/a	&table	0x403150 <table>
print/c	&table	80 'P'
print/f	&table	2.0784985993276236e-317
print/s	&table	(int (*(*)[2])(int, char)) 0x403150 <table>
whatis	sizeof(twice)	int
print	sizeof(twice)	1
print/x	sizeof(twice)	0x1
print/d	sizeof(twice)	1
print/u	sizeof(twice)	1
print/o	sizeof(twice)	01
print/t	sizeof(twice)	1
print/z	sizeof(twice)	0x00000001
print/a	sizeof(twice)	0x1
print/c	sizeof(twice)	1 '\001'
print/f	sizeof(twice)	1.40129846e-45
print/s	sizeof(twice)	1
whatis	sizeof(*fn)	int
print	sizeof(*fn)	1
print/x	sizeof(*fn)	0x1
print/d	sizeof(*fn)	1
print/u	sizeof(*fn)	1
print/o	sizeof(*fn)	01
print/t	sizeof(*fn)	1
print/z	sizeof(*fn)	0x00000001
print/a	sizeof(*fn)	0x1
print/c	sizeof(*fn)	1 '\001'
print/f	sizeof(*fn)	1.40129846e-45
print/s	sizeof(*fn)	1
whatis	(long)twice	long
print	(long)twice	4198400
print/x	(long)twice	0x401000
print/d	(long)twice	4198400
print/u	(long)twice	4198400
print/o	(long)twice	020010000
print/t	(long)twice	10000000001000000000000
print/z	(long)twice	0x0000000000401000
print/a	(long)twice	0x401000 <twice>
print/c	(long)twice	0 '\000'
print/f	(long)twice	2.0742852074998895e-317
print/s	(long)twice	4198400
whatis	(void*)twice	void *
print	(void*)twice	(void *) 0x401000 <twice>
print/x	(void*)twice	0x401000
print/d	(void*)twice	4198400
print/u	(void*)twice	4198400
print/o	(void*)twice	020010000
print/t	(void*)twice	10000000001000000000000
print/z	(void*)twice	0x0000000000401000
print/a	(void*)twice	0x401000 <twice>
print/c	(void*)twice	0 '\000'
print/f	(void*)twice	2.0742852074998895e-317
print/s	(void*)twice	(void *) 0x401000 <twice>
whatis	(handler_t)&twice	handler_t
print	(handler_t)&twice	(handler_t) 0x401000 <twice>
print/x	(handler_t)&twice	0x401000
print/d	(handler_t)&twice	4198400
print/u	(handler_t)&twice	4198400
print/o	(handler_t)&twice	020010000
print/t	(handler_t)&twice	10000000001000000000000
print/z	(handler_t)&twice	0x0000000000401000
print/a	(handler_t)&twice	0x401000 <twice>
print/c	(handler_t)&twice	0 '\000'
print/f	(handler_t)&twice	2.0742852074998895e-317
print/s	(handler_t)&twice	(handler_t) 0x401000 <twice>
whatis	twice==nothing	int
print	twice==nothing	0
print/x	twice==nothing	0x0
print/d	twice==nothing	0
print/u	twice==nothing	0
print/o	twice==nothing	0
print/t	twice==nothing	0
print/z	twice==nothing	0x00000000
print/a	twice==nothing	0x0
print/c	twice==nothing	0 '\000'
print/f	twice==nothing	0
print/s	twice==nothing	0
whatis	!twice	int
print	!twice	0
print/x	!twice	0x0
print/d	!twice	0
print/u	!twice	0
print/o	!twice	0
print/t	!twice	0
print/z	!twice	0x00000000
print/a	!twice	0x0
print/c	!twice	0 '\000'
print/f	!twice	0
print/s	!twice	0
whatis	counter::calls	int
print	counter::calls	77
print/x	counter::calls	0x4d
print/d	counter::calls	77
print/u	counter::calls	77
print/o	counter::calls	0115
print/t	counter::calls	1001101
print/z	counter::calls	0x0000004d
print/a	counter::calls	0x4d
print/c	counter::calls	77 'M'
print/f	counter::calls	1.07899982e-43
print/s	counter::calls	77
whatis	&counter::calls	int *
print	&counter::calls	(int *) 0x403210 <calls>
print/x	&counter::calls	0x403210
print/d	&counter::calls	4207120
print/u	&counter::calls	4207120
print/o	&counter::calls	020031020
print/t	&counter::calls	10000000011001000010000
print/z	&counter::calls	0x0000000000403210
print/a	&counter::calls	0x403210 <calls.1>
print/c	&counter::calls	16 '\020'
print/f	&counter::calls	2.0785934599316252e-317
print/s	&counter::calls	(int *) 0x403210 <calls>
whatis	counter::deep	!No symbol "deep" in specified context.
print	counter::deep	!No symbol "deep" in specified context.
whatis	counter::nope	!No symbol "nope" in specified context.
print	counter::nope	!No symbol "nope" in specified context.
whatis	nope::x	!No symbol "nope" in current context.
print	nope::x	!No symbol "nope" in current context.
whatis	::v_int	int
print	::v_int	-7
print/x	::v_int	0xfffffff9
print/d	::v_int	-7
print/u	::v_int	4294967289
print/o	::v_int	037777777771
print/t	::v_int	11111111111111111111111111111001
print/z	::v_int	0xfffffff9
print/a	::v_int	0xfffffffffffffff9
print/c	::v_int	-7 '\371'
print/f	::v_int	-nan(0x7ffff9)
print/s	::v_int	-7
whatis	::same	int
print	::same	1111
print/x	::same	0x457
print/d	::same	1111
print/u	::same	1111
print/o	::same	02127
print/t	::same	10001010111
print/z	::same	0x00000457
print/a	::same	0x457
print/c	::same	87 'W'
print/f	::same	1.55684259e-42
print/s	::same	1111
whatis	'one.c'::same	int
print	'one.c'::same	1111
print/x	'one.c'::same	0x457
print/d	'one.c'::same	1111
print/u	'one.c'::same	1111
print/o	'one.c'::same	02127
print/t	'one.c'::same	10001010111
print/z	'one.c'::same	0x00000457
print/a	'one.c'::same	0x457
print/c	'one.c'::same	87 'W'
print/f	'one.c'::same	1.55684259e-42
print/s	'one.c'::same	1111
whatis	'two.c'::same	int
print	'two.c'::same	2222
print/x	'two.c'::same	0x8ae
print/d	'two.c'::same	2222
print/u	'two.c'::same	2222
print/o	'two.c'::same	04256
print/t	'two.c'::same	100010101110
print/z	'two.c'::same	0x000008ae
print/a	'two.c'::same	0x8ae
print/c	'two.c'::same	-82 '\256'
print/f	'two.c'::same	3.11368519e-42
print/s	'two.c'::same	2222
whatis	&'two.c'::same	int *
print	&'two.c'::same	(int *) 0x403218 <same>
print/x	&'two.c'::same	0x403218
print/d	&'two.c'::same	4207128
print/u	&'two.c'::same	4207128
print/o	&'two.c'::same	020031030
print/t	&'two.c'::same	10000000011001000011000
print/z	&'two.c'::same	0x0000000000403218
print/a	&'two.c'::same	0x403218 <same>
print/c	&'two.c'::same	24 '\030'
print/f	&'two.c'::same	2.0785974124567919e-317
print/s	&'two.c'::same	(int *) 0x403218 <same>
whatis	*psame1	int
print	*psame1	1111
print/x	*psame1	0x457
print/d	*psame1	1111
print/u	*psame1	1111
print/o	*psame1	02127
print/t	*psame1	10001010111
print/z	*psame1	0x00000457
print/a	*psame1	0x457
print/c	*psame1	87 'W'
print/f	*psame1	1.55684259e-42
print/s	*psame1	1111
whatis	*psame2	int
print	*psame2	2222
print/x	*psame2	0x8ae
print/d	*psame2	2222
print/u	*psame2	2222
print/o	*psame2	04256
print/t	*psame2	100010101110
print/z	*psame2	0x000008ae
print/a	*psame2	0x8ae
print/c	*psame2	-82 '\256'
print/f	*psame2	3.11368519e-42
print/s	*psame2	2222
whatis	'nope.c'::same	!No symbol "nope.c" in current context.
print	'nope.c'::same	!No symbol "nope.c" in current context.
whatis	$rip	void (*)()
print	$rip	!No registers.
whatis	$rax	int64_t
print	$rax	!No registers.
whatis	$nope	void
print	$nope	void
print/x	$nope	void
print/d	$nope	void
print/u	$nope	void
print/o	$nope	void
print/t	$nope	void
print/z	$nope	void
print/a	$nope	void
print/c	$nope	void
print/f	$nope	void
print/s	$nope	void
whatis	$nope+1	!Argument to arithmetic operation not a number or boolean.
print	$nope+1	!Argument to arithmetic operation not a number or boolean.
whatis	$_	void
print	$_	void
print/x	$_	void
print/d	$_	void
print/u	$_	void
print/o	$_	void
print/t	$_	void
print/z	$_	void
print/a	$_	void
print/c	$_	void
print/f	$_	void
print/s	$_	void
whatis	$	void
print	$	void
print/x	$	void
print/d	$	void
print/u	$	void
print/o	$	void
print/t	$	void
print/z	$	void
print/a	$	void
print/c	$	void
print/f	$	void
print/s	$	void
print	$a=5	5
whatis	$a	int
print	$a	5
print/x	$a	0x5
print/d	$a	5
print/u	$a	5
print/o	$a	05
print/t	$a	101
print/z	$a	0x00000005
print/a	$a	0x5
print/c	$a	5 '\005'
print/f	$a	7.00649232e-45
print/s	$a	5
whatis	$a+1	int
print	$a+1	6
print/x	$a+1	0x6
print/d	$a+1	6
print/u	$a+1	6
print/o	$a+1	06
print/t	$a+1	110
print/z	$a+1	0x00000006
print/a	$a+1	0x6
print/c	$a+1	6 '\006'
print/f	$a+1	8.40779079e-45
print/s	$a+1	6
print	$a++	5
whatis	$a	int
print	$a	6
print/x	$a	0x6
print/d	$a	6
print/u	$a	6
print/o	$a	06
print/t	$a	110
print/z	$a	0x00000006
print/a	$a	0x6
print/c	$a	6 '\006'
print/f	$a	8.40779079e-45
print/s	$a	6
print	++$a	7
print	$a--	7
print	--$a	5
print	$a+=10	15
print	$a-=1	14
print	$a*=2	28
print	$a/=3	9
print	$a%=5	4
whatis	$a<<=4	int
print	$a<<=4	64
print/x	$a<<=4	0x400
print/d	$a<<=4	16384
print/u	$a<<=4	262144
print/o	$a<<=4	020000000
print/t	$a<<=4	100000000000000000000000000
print/z	$a<<=4	0x40000000
print/a	$a<<=4	0x0
print/c	$a<<=4	0 '\000'
print/f	$a<<=4	0
print/s	$a<<=4	0
whatis	$a>>=1	int
print	$a>>=1	0
print/x	$a>>=1	0x0
print/d	$a>>=1	0
print/u	$a>>=1	0
print/o	$a>>=1	0
print/t	$a>>=1	0
print/z	$a>>=1	0x00000000
print/a	$a>>=1	0x0
print/c	$a>>=1	0 '\000'
print/f	$a>>=1	0
print/s	$a>>=1	0
print	$a|=1	1
print	$a&=7	1
print	$a^=2	3
whatis	-$a	int
print	-$a	-3
print/x	-$a	0xfffffffd
print/d	-$a	-3
print/u	-$a	4294967293
print/o	-$a	037777777775
print/t	-$a	11111111111111111111111111111101
print/z	-$a	0xfffffffd
print/a	-$a	0xfffffffffffffffd
print/c	-$a	-3 '\375'
print/f	-$a	-nan(0x7ffffd)
print/s	-$a	-3
print	$b=$c=3	3
whatis	$b+$c	int
print	$b+$c	6
print/x	$b+$c	0x6
print/d	$b+$c	6
print/u	$b+$c	6
print/o	$b+$c	06
print/t	$b+$c	110
print/z	$b+$c	0x00000006
print/a	$b+$c	0x6
print/c	$b+$c	6 '\006'
print/f	$b+$c	8.40779079e-45
print/s	$b+$c	6
print	$s=obj.in	{x = 1, y = 2}
whatis	$s	struct inner
print	$s	{x = 1, y = 2}
print/x	$s	{x = 0x1, y = 0x2}
print/d	$s	{x = 1, y = 2}
print/u	$s	{x = 1, y = 2}
print/o	$s	{x = 01, y = 02}
print/t	$s	{x = 1, y = 10}
print/z	$s	{x = 0x00000001, y = 0x00000002}
print/a	$s	{x = 0x1, y = 0x2}
print/c	$s	{x = 1 '\001', y = 2 '\002'}
print/f	$s	{x = 1.40129846e-45, y = 2.80259693e-45}
print/s	$s	{x = 1, y = 2}
whatis	$s.x	int
print	$s.x	1
print/x	$s.x	0x1
print/d	$s.x	1
print/u	$s.x	1
print/o	$s.x	01
print/t	$s.x	1
print/z	$s.x	0x00000001
print/a	$s.x	0x1
print/c	$s.x	1 '\001'
print/f	$s.x	1.40129846e-45
print/s	$s.x	1
whatis	$s.y+1	int
print	$s.y+1	3
print/x	$s.y+1	0x3
print/d	$s.y+1	3
print/u	$s.y+1	3
print/o	$s.y+1	03
print/t	$s.y+1	11
print/z	$s.y+1	0x00000003
print/a	$s.y+1	0x3
print/c	$s.y+1	3 '\003'
print/f	$s.y+1	4.20389539e-45
print/s	$s.y+1	3
print	$p=pobj	(struct outer *) 0x403160 <obj>
whatis	$p->id	int
print	$p->id	42
print/x	$p->id	0x2a
print/d	$p->id	42
print/u	$p->id	42
print/o	$p->id	052
print/t	$p->id	101010
print/z	$p->id	0x0000002a
print/a	$p->id	0x2a
print/c	$p->id	42 '*'
print/f	$p->id	5.88545355e-44
print/s	$p->id	42
whatis	$p->self->in	struct inner
print	$p->self->in	{x = 1, y = 2}
print/x	$p->self->in	{x = 0x1, y = 0x2}
print/d	$p->self->in	{x = 1, y = 2}
print/u	$p->self->in	{x = 1, y = 2}
print/o	$p->self->in	{x = 01, y = 02}
print/t	$p->self->in	{x = 1, y = 10}
print/z	$p->self->in	{x = 0x00000001, y = 0x00000002}
print/a	$p->self->in	{x = 0x1, y = 0x2}
print/c	$p->self->in	{x = 1 '\001', y = 2 '\002'}
print/f	$p->self->in	{x = 1.40129846e-45, y = 2.80259693e-45}
print/s	$p->self->in	{x = 1, y = 2}
whatis	*$p	struct outer
print	*$p	{id = 42, in = {x = 1, y = 2}, arr = {{x = 3, y = 4}, {x = 5, y = 6}, {x = 7, y = 8}}, {whole = 1234605616436508552, {low = 1432778632, high = 287454020}}, name = "object\000\000\000\000\000\000\000\000\000", text = 0x402017 "text", self = 0x403160 <obj>, list = {next = 0x4031b0 <obj+80>, prev = 0x4031b0 <obj+80>}, fn = 0x401000 <twice>, bits = {a = 5, b = -3, c = 4886718345, d = true, e = 9 '\t'}, real = 0.5, flex = 0x4031d8 <obj+120>}
print	$arr=arr	(int *) 0x403090 <arr>
whatis	$arr[1]	int
print	$arr[1]	20
print/x	$arr[1]	0x14
print/d	$arr[1]	20
print/u	$arr[1]	20
print/o	$arr[1]	024
print/t	$arr[1]	10100
print/z	$arr[1]	0x00000014
print/a	$arr[1]	0x14
print/c	$arr[1]	20 '\024'
print/f	$arr[1]	2.80259693e-44
print/s	$arr[1]	20
whatis	$arr	int *
print	$arr	(int *) 0x403090 <arr>
print/x	$arr	0x403090
print/d	$arr	4206736
print/u	$arr	4206736
print/o	$arr	020030220
print/t	$arr	10000000011000010010000
print/z	$arr	0x0000000000403090
print/a	$arr	0x403090 <arr>
print/c	$arr	144 '\220'
print/f	$arr	2.0784037387236221e-317
print/s	$arr	(int *) 0x403090 <arr>
print	$d=1.5	1.5
whatis	$d*2	double
print	$d*2	3
print/x	$d*2	0x4008000000000000
print/d	$d*2	4613937818241073152
print/u	$d*2	4613937818241073152
print/o	$d*2	0400100000000000000000
print/t	$d*2	100000000001000000000000000000000000000000000000000000000000000
print/z	$d*2	0x4008000000000000
print/a	$d*2	0x3
print/c	$d*2	3 '\003'
print/f	$d*2	3
print/s	$d*2	3
print	$t="str"	"str"
whatis	$t	char [4]
print	$t	"str"
print/x	$t	{0x73, 0x74, 0x72, 0x0}
print/d	$t	{115, 116, 114, 0}
print/u	$t	{115, 116, 114, 0}
print/o	$t	{0163, 0164, 0162, 0}
print/t	$t	{1110011, 1110100, 1110010, 0}
print/z	$t	{0x73, 0x74, 0x72, 0x00}
print/a	$t	{0x73, 0x74, 0x72, 0x0}
print/c	$t	{115 's', 116 't', 114 'r', 0 '\000'}
print/f	$t	{115, 116, 114, 0}
print/s	$t	"str"
whatis	$t[1]	char
print	$t[1]	116 't'
print/x	$t[1]	0x74
print/d	$t[1]	116
print/u	$t[1]	116
print/o	$t[1]	0164
print/t	$t[1]	1110100
print/z	$t[1]	0x74
print/a	$t[1]	0x74
print/c	$t[1]	116 't'
print/f	$t[1]	116
print/s	$t[1]	116 't'
print	$n=(u8)250	250 '\372'
whatis	$n+10	int
print	$n+10	260
print/x	$n+10	0x104
print/d	$n+10	260
print/u	$n+10	260
print/o	$n+10	0404
print/t	$n+10	100000100
print/z	$n+10	0x00000104
print/a	$n+10	0x104
print/c	$n+10	4 '\004'
print/f	$n+10	3.64337601e-43
print/s	$n+10	260
print	$n+=10	260
print	$e=GREEN	GREEN
whatis	$e	enum color
print	$e	GREEN
print/x	$e	0x2
print/d	$e	2
print/u	$e	2
print/o	$e	02
print/t	$e	10
print/z	$e	0x00000002
print/a	$e	0x2
print/c	$e	2 '\002'
print/f	$e	2.80259693e-45
print/s	$e	GREEN
print	1=2	!Left operand of assignment is not an lvalue.
print	v_int+1=2	!Left operand of assignment is not an lvalue.
print	5++	!Left operand of assignment is not an lvalue.
print	twice=0	!Invalid cast.
whatis	(1	!A syntax error in expression, near `'.
print	(1	!A syntax error in expression, near `'.
whatis	1)	!Junk after end of expression.
print	1)	!Junk after end of expression.
whatis	1 1	!A syntax error in expression, near `1'.
print	1 1	!A syntax error in expression, near `1'.
whatis	1 +	!A syntax error in expression, near `'.
print	1 +	!A syntax error in expression, near `'.
whatis	+	!A syntax error in expression, near `'.
print	+	!A syntax error in expression, near `'.
whatis	*	!A syntax error in expression, near `'.
print	*	!A syntax error in expression, near `'.
whatis	()	!A syntax error in expression, near `)'.
print	()	!A syntax error in expression, near `)'.
whatis	[1]	!A syntax error in expression, near `[1]'.
print	[1]	!A syntax error in expression, near `[1]'.
whatis	arr[	!A syntax error in expression, near `'.
print	arr[	!A syntax error in expression, near `'.
whatis	arr[1	!A syntax error in expression, near `'.
print	arr[1	!A syntax error in expression, near `'.
whatis	obj.	!A syntax error in expression, near `'.
print	obj.	!A syntax error in expression, near `'.
whatis	obj.1	!A syntax error in expression, near `.1'.
print	obj.1	!A syntax error in expression, near `.1'.
whatis	obj->	!A syntax error in expression, near `'.
print	obj->	!A syntax error in expression, near `'.
whatis	sizeof	!A syntax error in expression, near `'.
print	sizeof	!A syntax error in expression, near `'.
whatis	sizeof(	!A syntax error in expression, near `'.
print	sizeof(	!A syntax error in expression, near `'.
whatis	(int	!A syntax error in expression, near `'.
print	(int	!A syntax error in expression, near `'.
whatis	int	int
print	int	!Attempt to use a type name as an expression
whatis	struct outer	struct outer
print	struct outer	!Attempt to use a type name as an expression
whatis	struct nope	!No struct type named nope.
print	struct nope	!No struct type named nope.
whatis	"abc	!Unterminated string in expression.
print	"abc	!Unterminated string in expression.
whatis	'a	!Unmatched single quote.
print	'a	!Unmatched single quote.
whatis	'ab'	!Invalid character constant.
print	'ab'	!Invalid character constant.
whatis	1 ? 2	!A syntax error in expression, near `'.
print	1 ? 2	!A syntax error in expression, near `'.
whatis	1 ? 2 :	!A syntax error in expression, near `'.
print	1 ? 2 :	!A syntax error in expression, near `'.
whatis	a b	!No symbol "a" in current context.
print	a b	!No symbol "a" in current context.
whatis	@1	!A syntax error in expression, near `1'.
print	@1	!A syntax error in expression, near `1'.
whatis	1..2	!A syntax error in expression, near `.2'.
print	1..2	!A syntax error in expression, near `.2'.
whatis	#	!Invalid character '#' in expression.
print	#	!Invalid character '#' in expression.
whatis	`	!Invalid character '`' in expression.
print	`	!Invalid character '`' in expression.
whatis	\	!Invalid character '\' in expression.
print	\	!Invalid character '\' in expression.
whatis	v_int v_int	!A syntax error in expression, near `v_int'.
print	v_int v_int	!A syntax error in expression, near `v_int'.
whatis	twice(1	!A syntax error in expression, near `'.
print	twice(1	!A syntax error in expression, near `'.
whatis	(struct)1	!A syntax error in expression, near `)1'.
print	(struct)1	!A syntax error in expression, near `)1'.
whatis	(struct outer	!A syntax error in expression, near `'.
print	(struct outer	!A syntax error in expression, near `'.
whatis	(int int)1	!A syntax error in expression, near `int)1'.
print	(int int)1	!A syntax error in expression, near `int)1'.
whatis	(long double)1	long double
print	(long double)1	1
print/x	(long double)1	0x3fff8000000000000000
print/d	(long double)1	302222231531620438900736
print/u	(long double)1	302222231531620438900736
print/o	(long double)1	077777000000000000000000000
print/t	(long double)1	111111111111111000000000000000000000000000000000000000000000000000000000000000
print/z	(long double)1	0x0000000000003fff8000000000000000
print/a	(long double)1	0x1
print/c	(long double)1	1 '\001'
print/f	(long double)1	1
print/s	(long double)1	1
whatis	(long float)1	!A syntax error in expression, near `float)1'.
print	(long float)1	!A syntax error in expression, near `float)1'.
whatis	(unsigned float)1	!A syntax error in expression, near `float)1'.
print	(unsigned float)1	!A syntax error in expression, near `float)1'.
whatis	(short long)1	!A syntax error in expression, near `long)1'.
print	(short long)1	!A syntax error in expression, near `long)1'.
whatis	(signed char)-1	signed char
print	(signed char)-1	-1 '\377'
print/x	(signed char)-1	0xff
print/d	(signed char)-1	-1
print/u	(signed char)-1	255
print/o	(signed char)-1	0377
print/t	(signed char)-1	11111111
print/z	(signed char)-1	0xff
print/a	(signed char)-1	0xffffffffffffffff
print/c	(signed char)-1	-1 '\377'
print/f	(signed char)-1	-1
print/s	(signed char)-1	-1 '\377'
whatis	(long int long)5	!A syntax error in expression, near `long)5'.
print	(long int long)5	!A syntax error in expression, near `long)5'.
whatis	(int long unsigned)5	!A syntax error in expression, near `long unsigned)5'.
print	(int long unsigned)5	!A syntax error in expression, near `long unsigned)5'.
whatis	(char unsigned)66	!A syntax error in expression, near `unsigned)66'.
print	(char unsigned)66	!A syntax error in expression, near `unsigned)66'.
whatis	(volatile int)5	volatile int
print	(volatile int)5	5
print/x	(volatile int)5	0x5
print/d	(volatile int)5	5
print/u	(volatile int)5	5
print/o	(volatile int)5	05
print/t	(volatile int)5	101
print/z	(volatile int)5	0x00000005
print/a	(volatile int)5	0x5
print/c	(volatile int)5	5 '\005'
print/f	(volatile int)5	7.00649232e-45
print/s	(volatile int)5	5
whatis	(const u8)5	const u8
print	(const u8)5	5 '\005'
print/x	(const u8)5	0x5
print/d	(const u8)5	5
print/u	(const u8)5	5
print/o	(const u8)5	05
print/t	(const u8)5	101
print/z	(const u8)5	0x05
print/a	(const u8)5	0x5
print/c	(const u8)5	5 '\005'
print/f	(const u8)5	5
print/s	(const u8)5	5 '\005'
whatis	(int const*)0	const int *
print	(int const*)0	(const int *) 0x0
print/x	(int const*)0	0x0
print/d	(int const*)0	0
print/u	(int const*)0	0
print/o	(int const*)0	0
print/t	(int const*)0	0
print/z	(int const*)0	0x0000000000000000
print/a	(int const*)0	0x0
print/c	(int const*)0	0 '\000'
print/f	(int const*)0	0
print/s	(int const*)0	(const int *) 0x0
whatis	(const char*const)str	const char * const
print	(const char*const)str	0x402000 "a string"
print/x	(const char*const)str	0x402000
print/d	(const char*const)str	4202496
print/u	(const char*const)str	4202496
print/o	(const char*const)str	020020000
print/t	(const char*const)str	10000000010000000000000
print/z	(const char*const)str	0x0000000000402000
print/a	(const char*const)str	0x402000
print/c	(const char*const)str	0 '\000'
print/f	(const char*const)str	2.0763089003852552e-317
print/s	(const char*const)str	0x402000 "a string"
whatis	(char const*volatile*)0	const char * volatile *
print	(char const*volatile*)0	(const char * volatile *) 0x0
print/x	(char const*volatile*)0	0x0
print/d	(char const*volatile*)0	0
print/u	(char const*volatile*)0	0
print/o	(char const*volatile*)0	0
print/t	(char const*volatile*)0	0
print/z	(char const*volatile*)0	0x0000000000000000
print/a	(char const*volatile*)0	0x0
print/c	(char const*volatile*)0	0 '\000'
print/f	(char const*volatile*)0	0
print/s	(char const*volatile*)0	(const char * volatile *) 0x0
whatis	(unsigned char*)str	unsigned char *
print	(unsigned char*)str	(unsigned char *) 0x402000 "a string"
print/x	(unsigned char*)str	0x402000
print/d	(unsigned char*)str	4202496
print/u	(unsigned char*)str	4202496
print/o	(unsigned char*)str	020020000
print/t	(unsigned char*)str	10000000010000000000000
print/z	(unsigned char*)str	0x0000000000402000
print/a	(unsigned char*)str	0x402000
print/c	(unsigned char*)str	0 '\000'
print/f	(unsigned char*)str	2.0763089003852552e-317
print/s	(unsigned char*)str	(unsigned char *) 0x402000 "a string"
whatis	*(unsigned char(*)[3])text	unsigned char [3]
print	*(unsigned char(*)[3])text	"hel"
print/x	*(unsigned char(*)[3])text	{0x68, 0x65, 0x6c}
print/d	*(unsigned char(*)[3])text	{104, 101, 108}
print/u	*(unsigned char(*)[3])text	{104, 101, 108}
print/o	*(unsigned char(*)[3])text	{0150, 0145, 0154}
print/t	*(unsigned char(*)[3])text	{1101000, 1100101, 1101100}
print/z	*(unsigned char(*)[3])text	{0x68, 0x65, 0x6c}
print/a	*(unsigned char(*)[3])text	{0x68, 0x65, 0x6c}
print/c	*(unsigned char(*)[3])text	{104 'h', 101 'e', 108 'l'}
print/f	*(unsigned char(*)[3])text	{104, 101, 108}
print/s	*(unsigned char(*)[3])text	"hel"
whatis	((u8*)text)[1]	u8
print	((u8*)text)[1]	101 'e'
print/x	((u8*)text)[1]	0x65
print/d	((u8*)text)[1]	101
print/u	((u8*)text)[1]	101
print/o	((u8*)text)[1]	0145
print/t	((u8*)text)[1]	1100101
print/z	((u8*)text)[1]	0x65
print/a	((u8*)text)[1]	0x65
print/c	((u8*)text)[1]	101 'e'
print/f	((u8*)text)[1]	101
print/s	((u8*)text)[1]	101 'e'
whatis	(u16)v_u8<<8	int
print	(u16)v_u8<<8	51200
print/x	(u16)v_u8<<8	0xc800
print/d	(u16)v_u8<<8	51200
print/u	(u16)v_u8<<8	51200
print/o	(u16)v_u8<<8	0144000
print/t	(u16)v_u8<<8	1100100000000000
print/z	(u16)v_u8<<8	0x0000c800
print/a	(u16)v_u8<<8	0xc800
print/c	(u16)v_u8<<8	0 '\000'
print/f	(u16)v_u8<<8	7.17464814e-41
print/s	(u16)v_u8<<8	51200
whatis	(u8)v_u64	u8
print	(u8)v_u64	16 '\020'
print/x	(u8)v_u64	0x10
print/d	(u8)v_u64	16
print/u	(u8)v_u64	16
print/o	(u8)v_u64	020
print/t	(u8)v_u64	10000
print/z	(u8)v_u64	0x10
print/a	(u8)v_u64	0x10
print/c	(u8)v_u64	16 '\020'
print/f	(u8)v_u64	16
print/s	(u8)v_u64	16 '\020'
whatis	(u8)(v_u64>>8)	u8
print	(u8)(v_u64>>8)	50 '2'
print/x	(u8)(v_u64>>8)	0x32
print/d	(u8)(v_u64>>8)	50
print/u	(u8)(v_u64>>8)	50
print/o	(u8)(v_u64>>8)	062
print/t	(u8)(v_u64>>8)	110010
print/z	(u8)(v_u64>>8)	0x32
print/a	(u8)(v_u64>>8)	0x32
print/c	(u8)(v_u64>>8)	50 '2'
print/f	(u8)(v_u64>>8)	50
print/s	(u8)(v_u64>>8)	50 '2'
whatis	v_u64>>8&0xff	unsigned long
print	v_u64>>8&0xff	50
print/x	v_u64>>8&0xff	0x32
print/d	v_u64>>8&0xff	50
print/u	v_u64>>8&0xff	50
print/o	v_u64>>8&0xff	062
print/t	v_u64>>8&0xff	110010
print/z	v_u64>>8&0xff	0x0000000000000032
print/a	v_u64>>8&0xff	0x32
print/c	v_u64>>8&0xff	50 '2'
print/f	v_u64>>8&0xff	2.4703282292062327e-322
print/s	v_u64>>8&0xff	50
whatis	v_int?:5	!A syntax error in expression, near `:5'.
print	v_int?:5	!A syntax error in expression, near `:5'.
whatis	v_int==-7?RED:BLUE	enum color
print	v_int==-7?RED:BLUE	RED
print/x	v_int==-7?RED:BLUE	0x1
print/d	v_int==-7?RED:BLUE	1
print/u	v_int==-7?RED:BLUE	1
print/o	v_int==-7?RED:BLUE	01
print/t	v_int==-7?RED:BLUE	1
print/z	v_int==-7?RED:BLUE	0x00000001
print/a	v_int==-7?RED:BLUE	0x1
print/c	v_int==-7?RED:BLUE	1 '\001'
print/f	v_int==-7?RED:BLUE	1.40129846e-45
print/s	v_int==-7?RED:BLUE	RED
whatis	v_true?1.5:2	double
print	v_true?1.5:2	1.5
print/x	v_true?1.5:2	0x3ff8000000000000
print/d	v_true?1.5:2	4609434218613702656
print/u	v_true?1.5:2	4609434218613702656
print/o	v_true?1.5:2	0377700000000000000000
print/t	v_true?1.5:2	11111111111000000000000000000000000000000000000000000000000000
print/z	v_true?1.5:2	0x3ff8000000000000
print/a	v_true?1.5:2	0x1
print/c	v_true?1.5:2	1 '\001'
print/f	v_true?1.5:2	1.5
print/s	v_true?1.5:2	1.5
whatis	v_int>0?1:2	int
print	v_int>0?1:2	2
print/x	v_int>0?1:2	0x2
print/d	v_int>0?1:2	2
print/u	v_int>0?1:2	2
print/o	v_int>0?1:2	02
print/t	v_int>0?1:2	10
print/z	v_int>0?1:2	0x00000002
print/a	v_int>0?1:2	0x2
print/c	v_int>0?1:2	2 '\002'
print/f	v_int>0?1:2	2.80259693e-45
print/s	v_int>0?1:2	2
whatis	(v_int,v_u8)	u8
print	(v_int,v_u8)	200 '\310'
print/x	(v_int,v_u8)	0xc8
print/d	(v_int,v_u8)	-56
print/u	(v_int,v_u8)	200
print/o	(v_int,v_u8)	0310
print/t	(v_int,v_u8)	11001000
print/z	(v_int,v_u8)	0xc8
print/a	(v_int,v_u8)	0xc8
print/c	(v_int,v_u8)	200 '\310'
print/f	(v_int,v_u8)	200
print/s	(v_int,v_u8)	200 '\310'
whatis	sizeof(v_u8+1)	int
print	sizeof(v_u8+1)	4
print/x	sizeof(v_u8+1)	0x4
print/d	sizeof(v_u8+1)	4
print/u	sizeof(v_u8+1)	4
print/o	sizeof(v_u8+1)	04
print/t	sizeof(v_u8+1)	100
print/z	sizeof(v_u8+1)	0x00000004
print/a	sizeof(v_u8+1)	0x4
print/c	sizeof(v_u8+1)	4 '\004'
print/f	sizeof(v_u8+1)	5.60519386e-45
print/s	sizeof(v_u8+1)	4
whatis	sizeof(v_u8)	int
print	sizeof(v_u8)	1
print/x	sizeof(v_u8)	0x1
print/d	sizeof(v_u8)	1
print/u	sizeof(v_u8)	1
print/o	sizeof(v_u8)	01
print/t	sizeof(v_u8)	1
print/z	sizeof(v_u8)	0x00000001
print/a	sizeof(v_u8)	0x1
print/c	sizeof(v_u8)	1 '\001'
print/f	sizeof(v_u8)	1.40129846e-45
print/s	sizeof(v_u8)	1
whatis	sizeof('a')	int
print	sizeof('a')	1
print/x	sizeof('a')	0x1
print/d	sizeof('a')	1
print/u	sizeof('a')	1
print/o	sizeof('a')	01
print/t	sizeof('a')	1
print/z	sizeof('a')	0x00000001
print/a	sizeof('a')	0x1
print/c	sizeof('a')	1 '\001'
print/f	sizeof('a')	1.40129846e-45
print/s	sizeof('a')	1
whatis	sizeof(1.5f)	int
print	sizeof(1.5f)	4
print/x	sizeof(1.5f)	0x4
print/d	sizeof(1.5f)	4
print/u	sizeof(1.5f)	4
print/o	sizeof(1.5f)	04
print/t	sizeof(1.5f)	100
print/z	sizeof(1.5f)	0x00000004
print/a	sizeof(1.5f)	0x4
print/c	sizeof(1.5f)	4 '\004'
print/f	sizeof(1.5f)	5.60519386e-45
print/s	sizeof(1.5f)	4
whatis	sizeof(1l)	int
print	sizeof(1l)	8
print/x	sizeof(1l)	0x8
print/d	sizeof(1l)	8
print/u	sizeof(1l)	8
print/o	sizeof(1l)	010
print/t	sizeof(1l)	1000
print/z	sizeof(1l)	0x00000008
print/a	sizeof(1l)	0x8
print/c	sizeof(1l)	8 '\b'
print/f	sizeof(1l)	1.12103877e-44
print/s	sizeof(1l)	8
whatis	sizeof(1==1)	int
print	sizeof(1==1)	4
print/x	sizeof(1==1)	0x4
print/d	sizeof(1==1)	4
print/u	sizeof(1==1)	4
print/o	sizeof(1==1)	04
print/t	sizeof(1==1)	100
print/z	sizeof(1==1)	0x00000004
print/a	sizeof(1==1)	0x4
print/c	sizeof(1==1)	4 '\004'
print/f	sizeof(1==1)	5.60519386e-45
print/s	sizeof(1==1)	4
whatis	sizeof(char)+1	int
print	sizeof(char)+1	2
print/x	sizeof(char)+1	0x2
print/d	sizeof(char)+1	2
print/u	sizeof(char)+1	2
print/o	sizeof(char)+1	02
print/t	sizeof(char)+1	10
print/z	sizeof(char)+1	0x00000002
print/a	sizeof(char)+1	0x2
print/c	sizeof(char)+1	2 '\002'
print/f	sizeof(char)+1	2.80259693e-45
print/s	sizeof(char)+1	2
whatis	sizeof (char)*3	int
print	sizeof (char)*3	3
print/x	sizeof (char)*3	0x3
print/d	sizeof (char)*3	3
print/u	sizeof (char)*3	3
print/o	sizeof (char)*3	03
print/t	sizeof (char)*3	11
print/z	sizeof (char)*3	0x00000003
print/a	sizeof (char)*3	0x3
print/c	sizeof (char)*3	3 '\003'
print/f	sizeof (char)*3	4.20389539e-45
print/s	sizeof (char)*3	3
whatis	sizeof(arr[100])	int
print	sizeof(arr[100])	4
print/x	sizeof(arr[100])	0x4
print/d	sizeof(arr[100])	4
print/u	sizeof(arr[100])	4
print/o	sizeof(arr[100])	04
print/t	sizeof(arr[100])	100
print/z	sizeof(arr[100])	0x00000004
print/a	sizeof(arr[100])	0x4
print/c	sizeof(arr[100])	4 '\004'
print/f	sizeof(arr[100])	5.60519386e-45
print/s	sizeof(arr[100])	4
whatis	sizeof(pobj->nope)	!There is no member named nope.
print	sizeof(pobj->nope)	!There is no member named nope.
whatis	sizeof(*pobj)	int
print	sizeof(*pobj)	120
print/x	sizeof(*pobj)	0x78
print/d	sizeof(*pobj)	120
print/u	sizeof(*pobj)	120
print/o	sizeof(*pobj)	0170
print/t	sizeof(*pobj)	1111000
print/z	sizeof(*pobj)	0x00000078
print/a	sizeof(*pobj)	0x78
print/c	sizeof(*pobj)	120 'x'
print/f	sizeof(*pobj)	1.68155816e-43
print/s	sizeof(*pobj)	120
whatis	sizeof(pobj->name)	int
print	sizeof(pobj->name)	16
print/x	sizeof(pobj->name)	0x10
print/d	sizeof(pobj->name)	16
print/u	sizeof(pobj->name)	16
print/o	sizeof(pobj->name)	020
print/t	sizeof(pobj->name)	10000
print/z	sizeof(pobj->name)	0x00000010
print/a	sizeof(pobj->name)	0x10
print/c	sizeof(pobj->name)	16 '\020'
print/f	sizeof(pobj->name)	2.24207754e-44
print/s	sizeof(pobj->name)	16
whatis	sizeof pobj->self	int
print	sizeof pobj->self	8
print/x	sizeof pobj->self	0x8
print/d	sizeof pobj->self	8
print/u	sizeof pobj->self	8
print/o	sizeof pobj->self	010
print/t	sizeof pobj->self	1000
print/z	sizeof pobj->self	0x00000008
print/a	sizeof pobj->self	0x8
print/c	sizeof pobj->self	8 '\b'
print/f	sizeof pobj->self	1.12103877e-44
print/s	sizeof pobj->self	8
whatis	sizeof(counter::calls)	int
print	sizeof(counter::calls)	4
print/x	sizeof(counter::calls)	0x4
print/d	sizeof(counter::calls)	4
print/u	sizeof(counter::calls)	4
print/o	sizeof(counter::calls)	04
print/t	sizeof(counter::calls)	100
print/z	sizeof(counter::calls)	0x00000004
print/a	sizeof(counter::calls)	0x4
print/c	sizeof(counter::calls)	4 '\004'
print/f	sizeof(counter::calls)	5.60519386e-45
print/s	sizeof(counter::calls)	4
set address off	obj	{id = 42, in = {x = 1, y = 2}, arr = {{x = 3, y = 4}, {x = 5, y = 6}, {x = 7, y = 8}}, {whole = 1234605616436508552, {low = 1432778632, high = 287454020}}, name = "object\000\000\000\000\000\000\000\000\000", text = "text", self = <obj>, list = {next = <obj+80>, prev = <obj+80>}, fn = <twice>, bits = {a = 5, b = -3, c = 4886718345, d = true, e = 9 '\t'}, real = 0.5, flex = <obj+120>}
set address off	pobj	(struct outer *) <obj>
set address off	arr	{10, 20, 30, 40, 50}
set address off	grid	{{1, 2, 3}, {4, 5, 6}}
set address off	text	"hello"
set address off	padded	"pad", '\000' <repeats 12 times>
set address off	str	"a string"
set address off	strs	{"one", "two", "three"}
set address off	&obj	(struct outer *) <obj>
set address off	&arr	(int (*)[5]) <arr>
set address off	fn	(handler_t) <twice>
set address off	twice	{int (int, char)} <twice>
set address off	table	{<twice>, <twice>}
set address off	&str	(const char **) <str>
set address off	obj.name	"object\000\000\000\000\000\000\000\000\000"
set address off	obj.arr	{{x = 3, y = 4}, {x = 5, y = 6}, {x = 7, y = 8}}
set address off	obj.in	{x = 1, y = 2}
set address off	*pobj	{id = 42, in = {x = 1, y = 2}, arr = {{x = 3, y = 4}, {x = 5, y = 6}, {x = 7, y = 8}}, {whole = 1234605616436508552, {low = 1432778632, high = 287454020}}, name = "object\000\000\000\000\000\000\000\000\000", text = "text", self = <obj>, list = {next = <obj+80>, prev = <obj+80>}, fn = <twice>, bits = {a = 5, b = -3, c = 4886718345, d = true, e = 9 '\t'}, real = 0.5, flex = <obj+120>}
set address off	pvoid	(void *) <arr>
set address off	(void*)4	(void *) 
set address off	(char*)0	
set address off	obj.bits	{a = 5, b = -3, c = 4886718345, d = true, e = 9 '\t'}
set address off	node	(struct list_head *) <obj+80>
set address off	$arr	(int *) <arr>
set address off	pint	(int *) <arr+8>
set address off	two	{x = 11, y = 12}
set array on	obj	{id = 42, in = {x = 1, y = 2}, arr = {␤    {x = 3, y = 4},␤    {x = 5, y = 6},␤    {x = 7, y = 8}␤  }, {whole = 1234605616436508552, {low = 1432778632, high = 287454020}}, name = "object\000\000\000\000\000\000\000\000\000", text = 0x402017 "text", self = 0x403160 <obj>, list = {next = 0x4031b0 <obj+80>, prev = 0x4031b0 <obj+80>}, fn = 0x401000 <twice>, bits = {a = 5, b = -3, c = 4886718345, d = true, e = 9 '\t'}, real = 0.5, flex = 0x4031d8 <obj+120>}
set array on	pobj	(struct outer *) 0x403160 <obj>
set array on	arr	{␤  10,␤  20,␤  30,␤  40,␤  50␤}
set array on	grid	{␤  {␤    1,␤    2,␤    3␤  },␤  {␤    4,␤    5,␤    6␤  }␤}
set array on	text	"hello"
set array on	padded	"pad", '\000' <repeats 12 times>
set array on	str	0x402000 "a string"
set array on	strs	{␤  0x402009 "one",␤  0x40200d "two",␤  0x402011 "three"␤}
set array on	&obj	(struct outer *) 0x403160 <obj>
set array on	&arr	(int (*)[5]) 0x403090 <arr>
set array on	fn	(handler_t) 0x401000 <twice>
set array on	twice	{int (int, char)} 0x401000 <twice>
set array on	table	{␤  0x401000 <twice>,␤  0x401000 <twice>␤}
set array on	&str	(const char **) 0x4030e0 <str>
set array on	obj.name	"object\000\000\000\000\000\000\000\000\000"
set array on	obj.arr	{␤  {x = 3, y = 4},␤  {x = 5, y = 6},␤  {x = 7, y = 8}␤}
set array on	obj.in	{x = 1, y = 2}
set array on	*pobj	{id = 42, in = {x = 1, y = 2}, arr = {␤    {x = 3, y = 4},␤    {x = 5, y = 6},␤    {x = 7, y = 8}␤  }, {whole = 1234605616436508552, {low = 1432778632, high = 287454020}}, name = "object\000\000\000\000\000\000\000\000\000", text = 0x402017 "text", self = 0x403160 <obj>, list = {next = 0x4031b0 <obj+80>, prev = 0x4031b0 <obj+80>}, fn = 0x401000 <twice>, bits = {a = 5, b = -3, c = 4886718345, d = true, e = 9 '\t'}, real = 0.5, flex = 0x4031d8 <obj+120>}
set array on	pvoid	(void *) 0x403090 <arr>
set array on	(void*)4	(void *) 0x4
set array on	(char*)0	0x0
set array on	obj.bits	{a = 5, b = -3, c = 4886718345, d = true, e = 9 '\t'}
set array on	node	(struct list_head *) 0x4031b0 <obj+80>
set array on	$arr	(int *) 0x403090 <arr>
set array on	pint	(int *) 0x403098 <arr+8>
set array on	two	{x = 11, y = 12}
set array-indexes on	obj	{id = 42, in = {x = 1, y = 2}, arr = {[0] = {x = 3, y = 4}, [1] = {x = 5, y = 6}, [2] = {x = 7, y = 8}}, {whole = 1234605616436508552, {low = 1432778632, high = 287454020}}, name = "object\000\000\000\000\000\000\000\000\000", text = 0x402017 "text", self = 0x403160 <obj>, list = {next = 0x4031b0 <obj+80>, prev = 0x4031b0 <obj+80>}, fn = 0x401000 <twice>, bits = {a = 5, b = -3, c = 4886718345, d = true, e = 9 '\t'}, real = 0.5, flex = 0x4031d8 <obj+120>}
set array-indexes on	pobj	(struct outer *) 0x403160 <obj>
set array-indexes on	arr	{[0] = 10, [1] = 20, [2] = 30, [3] = 40, [4] = 50}
set array-indexes on	grid	{[0] = {[0] = 1, [1] = 2, [2] = 3}, [1] = {[0] = 4, [1] = 5, [2] = 6}}
set array-indexes on	text	"hello"
set array-indexes on	padded	"pad", '\000' <repeats 12 times>
set array-indexes on	str	0x402000 "a string"
set array-indexes on	strs	{[0] = 0x402009 "one", [1] = 0x40200d "two", [2] = 0x402011 "three"}
set array-indexes on	&obj	(struct outer *) 0x403160 <obj>
set array-indexes on	&arr	(int (*)[5]) 0x403090 <arr>
set array-indexes on	fn	(handler_t) 0x401000 <twice>
set array-indexes on	twice	{int (int, char)} 0x401000 <twice>
set array-indexes on	table	{[0] = 0x401000 <twice>, [1] = 0x401000 <twice>}
set array-indexes on	&str	(const char **) 0x4030e0 <str>
set array-indexes on	obj.name	"object\000\000\000\000\000\000\000\000\000"
set array-indexes on	obj.arr	{[0] = {x = 3, y = 4}, [1] = {x = 5, y = 6}, [2] = {x = 7, y = 8}}
set array-indexes on	obj.in	{x = 1, y = 2}
set array-indexes on	*pobj	{id = 42, in = {x = 1, y = 2}, arr = {[0] = {x = 3, y = 4}, [1] = {x = 5, y = 6}, [2] = {x = 7, y = 8}}, {whole = 1234605616436508552, {low = 1432778632, high = 287454020}}, name = "object\000\000\000\000\000\000\000\000\000", text = 0x402017 "text", self = 0x403160 <obj>, list = {next = 0x4031b0 <obj+80>, prev = 0x4031b0 <obj+80>}, fn = 0x401000 <twice>, bits = {a = 5, b = -3, c = 4886718345, d = true, e = 9 '\t'}, real = 0.5, flex = 0x4031d8 <obj+120>}
set array-indexes on	pvoid	(void *) 0x403090 <arr>
set array-indexes on	(void*)4	(void *) 0x4
set array-indexes on	(char*)0	0x0
set array-indexes on	obj.bits	{a = 5, b = -3, c = 4886718345, d = true, e = 9 '\t'}
set array-indexes on	node	(struct list_head *) 0x4031b0 <obj+80>
set array-indexes on	$arr	(int *) 0x403090 <arr>
set array-indexes on	pint	(int *) 0x403098 <arr+8>
set array-indexes on	two	{x = 11, y = 12}
set null-stop on	obj	{id = 42, in = {x = 1, y = 2}, arr = {{x = 3, y = 4}, {x = 5, y = 6}, {x = 7, y = 8}}, {whole = 1234605616436508552, {low = 1432778632, high = 287454020}}, name = "object", text = 0x402017 "text", self = 0x403160 <obj>, list = {next = 0x4031b0 <obj+80>, prev = 0x4031b0 <obj+80>}, fn = 0x401000 <twice>, bits = {a = 5, b = -3, c = 4886718345, d = true, e = 9 '\t'}, real = 0.5, flex = 0x4031d8 <obj+120>}
set null-stop on	pobj	(struct outer *) 0x403160 <obj>
set null-stop on	arr	{10, 20, 30, 40, 50}
set null-stop on	grid	{{1, 2, 3}, {4, 5, 6}}
set null-stop on	text	"hello"
set null-stop on	padded	"pad"
set null-stop on	str	0x402000 "a string"
set null-stop on	strs	{0x402009 "one", 0x40200d "two", 0x402011 "three"}
set null-stop on	&obj	(struct outer *) 0x403160 <obj>
set null-stop on	&arr	(int (*)[5]) 0x403090 <arr>
set null-stop on	fn	(handler_t) 0x401000 <twice>
set null-stop on	twice	{int (int, char)} 0x401000 <twice>
set null-stop on	table	{0x401000 <twice>, 0x401000 <twice>}
set null-stop on	&str	(const char **) 0x4030e0 <str>
set null-stop on	obj.name	"object"
set null-stop on	obj.arr	{{x = 3, y = 4}, {x = 5, y = 6}, {x = 7, y = 8}}
set null-stop on	obj.in	{x = 1, y = 2}
set null-stop on	*pobj	{id = 42, in = {x = 1, y = 2}, arr = {{x = 3, y = 4}, {x = 5, y = 6}, {x = 7, y = 8}}, {whole = 1234605616436508552, {low = 1432778632, high = 287454020}}, name = "object", text = 0x402017 "text", self = 0x403160 <obj>, list = {next = 0x4031b0 <obj+80>, prev = 0x4031b0 <obj+80>}, fn = 0x401000 <twice>, bits = {a = 5, b = -3, c = 4886718345, d = true, e = 9 '\t'}, real = 0.5, flex = 0x4031d8 <obj+120>}
set null-stop on	pvoid	(void *) 0x403090 <arr>
set null-stop on	(void*)4	(void *) 0x4
set null-stop on	(char*)0	0x0
set null-stop on	obj.bits	{a = 5, b = -3, c = 4886718345, d = true, e = 9 '\t'}
set null-stop on	node	(struct list_head *) 0x4031b0 <obj+80>
set null-stop on	$arr	(int *) 0x403090 <arr>
set null-stop on	pint	(int *) 0x403098 <arr+8>
set null-stop on	two	{x = 11, y = 12}
set pretty on	obj	{␤  id = 42,␤  in = {␤    x = 1,␤    y = 2␤  },␤  arr = {{␤      x = 3,␤      y = 4␤    }, {␤      x = 5,␤      y = 6␤    }, {␤      x = 7,␤      y = 8␤    }},␤  {␤    whole = 1234605616436508552,␤    {␤      low = 1432778632,␤      high = 287454020␤    }␤  },␤  name = "object\000\000\000\000\000\000\000\000\000",␤  text = 0x402017 "text",␤  self = 0x403160 <obj>,␤  list = {␤    next = 0x4031b0 <obj+80>,␤    prev = 0x4031b0 <obj+80>␤  },␤  fn = 0x401000 <twice>,␤  bits = {␤    a = 5,␤    b = -3,␤    c = 4886718345,␤    d = true,␤    e = 9 '\t'␤  },␤  real = 0.5,␤  flex = 0x4031d8 <obj+120>␤}
set pretty on	pobj	(struct outer *) 0x403160 <obj>
set pretty on	arr	{10, 20, 30, 40, 50}
set pretty on	grid	{{1, 2, 3}, {4, 5, 6}}
set pretty on	text	"hello"
set pretty on	padded	"pad", '\000' <repeats 12 times>
set pretty on	str	0x402000 "a string"
set pretty on	strs	{0x402009 "one", 0x40200d "two", 0x402011 "three"}
set pretty on	&obj	(struct outer *) 0x403160 <obj>
set pretty on	&arr	(int (*)[5]) 0x403090 <arr>
set pretty on	fn	(handler_t) 0x401000 <twice>
set pretty on	twice	{int (int, char)} 0x401000 <twice>
set pretty on	table	{0x401000 <twice>, 0x401000 <twice>}
set pretty on	&str	(const char **) 0x4030e0 <str>
set pretty on	obj.name	"object\000\000\000\000\000\000\000\000\000"
set pretty on	obj.arr	{{␤    x = 3,␤    y = 4␤  }, {␤    x = 5,␤    y = 6␤  }, {␤    x = 7,␤    y = 8␤  }}
set pretty on	obj.in	{␤  x = 1,␤  y = 2␤}
set pretty on	*pobj	{␤  id = 42,␤  in = {␤    x = 1,␤    y = 2␤  },␤  arr = {{␤      x = 3,␤      y = 4␤    }, {␤      x = 5,␤      y = 6␤    }, {␤      x = 7,␤      y = 8␤    }},␤  {␤    whole = 1234605616436508552,␤    {␤      low = 1432778632,␤      high = 287454020␤    }␤  },␤  name = "object\000\000\000\000\000\000\000\000\000",␤  text = 0x402017 "text",␤  self = 0x403160 <obj>,␤  list = {␤    next = 0x4031b0 <obj+80>,␤    prev = 0x4031b0 <obj+80>␤  },␤  fn = 0x401000 <twice>,␤  bits = {␤    a = 5,␤    b = -3,␤    c = 4886718345,␤    d = true,␤    e = 9 '\t'␤  },␤  real = 0.5,␤  flex = 0x4031d8 <obj+120>␤}
set pretty on	pvoid	(void *) 0x403090 <arr>
set pretty on	(void*)4	(void *) 0x4
set pretty on	(char*)0	0x0
set pretty on	obj.bits	{␤  a = 5,␤  b = -3,␤  c = 4886718345,␤  d = true,␤  e = 9 '\t'␤}
set pretty on	node	(struct list_head *) 0x4031b0 <obj+80>
set pretty on	$arr	(int *) 0x403090 <arr>
set pretty on	pint	(int *) 0x403098 <arr+8>
set pretty on	two	{␤  x = 11,␤  y = 12␤}
set symbol off	obj	{id = 42, in = {x = 1, y = 2}, arr = {{x = 3, y = 4}, {x = 5, y = 6}, {x = 7, y = 8}}, {whole = 1234605616436508552, {low = 1432778632, high = 287454020}}, name = "object\000\000\000\000\000\000\000\000\000", text = 0x402017 "text", self = 0x403160, list = {next = 0x4031b0, prev = 0x4031b0}, fn = 0x401000 <twice>, bits = {a = 5, b = -3, c = 4886718345, d = true, e = 9 '\t'}, real = 0.5, flex = 0x4031d8}
set symbol off	pobj	(struct outer *) 0x403160
set symbol off	arr	{10, 20, 30, 40, 50}
set symbol off	grid	{{1, 2, 3}, {4, 5, 6}}
set symbol off	text	"hello"
set symbol off	padded	"pad", '\000' <repeats 12 times>
set symbol off	str	0x402000 "a string"
set symbol off	strs	{0x402009 "one", 0x40200d "two", 0x402011 "three"}
set symbol off	&obj	(struct outer *) 0x403160
set symbol off	&arr	(int (*)[5]) 0x403090
set symbol off	fn	(handler_t) 0x401000 <twice>
set symbol off	twice	{int (int, char)} 0x401000 <twice>
set symbol off	table	{0x401000 <twice>, 0x401000 <twice>}
set symbol off	&str	(const char **) 0x4030e0
set symbol off	obj.name	"object\000\000\000\000\000\000\000\000\000"
set symbol off	obj.arr	{{x = 3, y = 4}, {x = 5, y = 6}, {x = 7, y = 8}}
set symbol off	obj.in	{x = 1, y = 2}
set symbol off	*pobj	{id = 42, in = {x = 1, y = 2}, arr = {{x = 3, y = 4}, {x = 5, y = 6}, {x = 7, y = 8}}, {whole = 1234605616436508552, {low = 1432778632, high = 287454020}}, name = "object\000\000\000\000\000\000\000\000\000", text = 0x402017 "text", self = 0x403160, list = {next = 0x4031b0, prev = 0x4031b0}, fn = 0x401000 <twice>, bits = {a = 5, b = -3, c = 4886718345, d = true, e = 9 '\t'}, real = 0.5, flex = 0x4031d8}
set symbol off	pvoid	(void *) 0x403090
set symbol off	(void*)4	(void *) 0x4
set symbol off	(char*)0	0x0
set symbol off	obj.bits	{a = 5, b = -3, c = 4886718345, d = true, e = 9 '\t'}
set symbol off	node	(struct list_head *) 0x4031b0
set symbol off	$arr	(int *) 0x403090
set symbol off	pint	(int *) 0x403098
set symbol off	two	{x = 11, y = 12}
set union off	obj	{id = 42, in = {x = 1, y = 2}, arr = {{x = 3, y = 4}, {x = 5, y = 6}, {x = 7, y = 8}}, {...}, name = "object\000\000\000\000\000\000\000\000\000", text = 0x402017 "text", self = 0x403160 <obj>, list = {next = 0x4031b0 <obj+80>, prev = 0x4031b0 <obj+80>}, fn = 0x401000 <twice>, bits = {a = 5, b = -3, c = 4886718345, d = true, e = 9 '\t'}, real = 0.5, flex = 0x4031d8 <obj+120>}
set union off	pobj	(struct outer *) 0x403160 <obj>
set union off	arr	{10, 20, 30, 40, 50}
set union off	grid	{{1, 2, 3}, {4, 5, 6}}
set union off	text	"hello"
set union off	padded	"pad", '\000' <repeats 12 times>
set union off	str	0x402000 "a string"
set union off	strs	{0x402009 "one", 0x40200d "two", 0x402011 "three"}
set union off	&obj	(struct outer *) 0x403160 <obj>
set union off	&arr	(int (*)[5]) 0x403090 <arr>
set union off	fn	(handler_t) 0x401000 <twice>
set union off	twice	{int (int, char)} 0x401000 <twice>
set union off	table	{0x401000 <twice>, 0x401000 <twice>}
set union off	&str	(const char **) 0x4030e0 <str>
set union off	obj.name	"object\000\000\000\000\000\000\000\000\000"
set union off	obj.arr	{{x = 3, y = 4}, {x = 5, y = 6}, {x = 7, y = 8}}
set union off	obj.in	{x = 1, y = 2}
set union off	*pobj	{id = 42, in = {x = 1, y = 2}, arr = {{x = 3, y = 4}, {x = 5, y = 6}, {x = 7, y = 8}}, {...}, name = "object\000\000\000\000\000\000\000\000\000", text = 0x402017 "text", self = 0x403160 <obj>, list = {next = 0x4031b0 <obj+80>, prev = 0x4031b0 <obj+80>}, fn = 0x401000 <twice>, bits = {a = 5, b = -3, c = 4886718345, d = true, e = 9 '\t'}, real = 0.5, flex = 0x4031d8 <obj+120>}
set union off	pvoid	(void *) 0x403090 <arr>
set union off	(void*)4	(void *) 0x4
set union off	(char*)0	0x0
set union off	obj.bits	{a = 5, b = -3, c = 4886718345, d = true, e = 9 '\t'}
set union off	node	(struct list_head *) 0x4031b0 <obj+80>
set union off	$arr	(int *) 0x403090 <arr>
set union off	pint	(int *) 0x403098 <arr+8>
set union off	two	{x = 11, y = 12}
set elements 3	obj	{id = 42, in = {x = 1, y = 2}, arr = {{x = 3, y = 4}, {x = 5, y = 6}, {x = 7, y = 8}}, {whole = 1234605616436508552, {low = 1432778632, high = 287454020}}, name = "obj"..., text = 0x402017 "tex"..., self = 0x403160 <obj>, list = {next = 0x4031b0 <obj+80>, prev = 0x4031b0 <obj+80>}, fn = 0x401000 <twice>, bits = {a = 5, b = -3, c = 4886718345, d = true, e = 9 '\t'}, real = 0.5, flex = 0x4031d8 <obj+120>}
set elements 3	pobj	(struct outer *) 0x403160 <obj>
set elements 3	arr	{10, 20, 30...}
set elements 3	grid	{{1, 2, 3}, {4, 5, 6}}
set elements 3	text	"hell"...
set elements 3	padded	"pad"...
set elements 3	str	0x402000 "a s"...
set elements 3	strs	{0x402009 "one", 0x40200d "two", 0x402011 "thr"...}
set elements 3	&obj	(struct outer *) 0x403160 <obj>
set elements 3	&arr	(int (*)[5]) 0x403090 <arr>
set elements 3	fn	(handler_t) 0x401000 <twice>
set elements 3	twice	{int (int, char)} 0x401000 <twice>
set elements 3	table	{0x401000 <twice>, 0x401000 <twice>}
set elements 3	&str	(const char **) 0x4030e0 <str>
set elements 3	obj.name	"obj"...
set elements 3	obj.arr	{{x = 3, y = 4}, {x = 5, y = 6}, {x = 7, y = 8}}
set elements 3	obj.in	{x = 1, y = 2}
set elements 3	*pobj	{id = 42, in = {x = 1, y = 2}, arr = {{x = 3, y = 4}, {x = 5, y = 6}, {x = 7, y = 8}}, {whole = 1234605616436508552, {low = 1432778632, high = 287454020}}, name = "obj"..., text = 0x402017 "tex"..., self = 0x403160 <obj>, list = {next = 0x4031b0 <obj+80>, prev = 0x4031b0 <obj+80>}, fn = 0x401000 <twice>, bits = {a = 5, b = -3, c = 4886718345, d = true, e = 9 '\t'}, real = 0.5, flex = 0x4031d8 <obj+120>}
set elements 3	pvoid	(void *) 0x403090 <arr>
set elements 3	(void*)4	(void *) 0x4
set elements 3	(char*)0	0x0
set elements 3	obj.bits	{a = 5, b = -3, c = 4886718345, d = true, e = 9 '\t'}
set elements 3	node	(struct list_head *) 0x4031b0 <obj+80>
set elements 3	$arr	(int *) 0x403090 <arr>
set elements 3	pint	(int *) 0x403098 <arr+8>
set elements 3	two	{x = 11, y = 12}
set repeats 2	obj	{id = 42, in = {x = 1, y = 2}, arr = {{x = 3, y = 4}, {x = 5, y = 6}, {x = 7, y = 8}}, {whole = 1234605616436508552, {low = 1432778632, high = 287454020}}, name = "object", '\000' <repeats 9 times>, text = 0x402017 "text", self = 0x403160 <obj>, list = {next = 0x4031b0 <obj+80>, prev = 0x4031b0 <obj+80>}, fn = 0x401000 <twice>, bits = {a = 5, b = -3, c = 4886718345, d = true, e = 9 '\t'}, real = 0.5, flex = 0x4031d8 <obj+120>}
set repeats 2	pobj	(struct outer *) 0x403160 <obj>
set repeats 2	arr	{10, 20, 30, 40, 50}
set repeats 2	grid	{{1, 2, 3}, {4, 5, 6}}
set repeats 2	text	"hello"
set repeats 2	padded	"pad", '\000' <repeats 12 times>
set repeats 2	str	0x402000 "a string"
set repeats 2	strs	{0x402009 "one", 0x40200d "two", 0x402011 "three"}
set repeats 2	&obj	(struct outer *) 0x403160 <obj>
set repeats 2	&arr	(int (*)[5]) 0x403090 <arr>
set repeats 2	fn	(handler_t) 0x401000 <twice>
set repeats 2	twice	{int (int, char)} 0x401000 <twice>
set repeats 2	table	{0x401000 <twice>, 0x401000 <twice>}
set repeats 2	&str	(const char **) 0x4030e0 <str>
set repeats 2	obj.name	"object", '\000' <repeats 9 times>
set repeats 2	obj.arr	{{x = 3, y = 4}, {x = 5, y = 6}, {x = 7, y = 8}}
set repeats 2	obj.in	{x = 1, y = 2}
set repeats 2	*pobj	{id = 42, in = {x = 1, y = 2}, arr = {{x = 3, y = 4}, {x = 5, y = 6}, {x = 7, y = 8}}, {whole = 1234605616436508552, {low = 1432778632, high = 287454020}}, name = "object", '\000' <repeats 9 times>, text = 0x402017 "text", self = 0x403160 <obj>, list = {next = 0x4031b0 <obj+80>, prev = 0x4031b0 <obj+80>}, fn = 0x401000 <twice>, bits = {a = 5, b = -3, c = 4886718345, d = true, e = 9 '\t'}, real = 0.5, flex = 0x4031d8 <obj+120>}
set repeats 2	pvoid	(void *) 0x403090 <arr>
set repeats 2	(void*)4	(void *) 0x4
set repeats 2	(char*)0	0x0
set repeats 2	obj.bits	{a = 5, b = -3, c = 4886718345, d = true, e = 9 '\t'}
set repeats 2	node	(struct list_head *) 0x4031b0 <obj+80>
set repeats 2	$arr	(int *) 0x403090 <arr>
set repeats 2	pint	(int *) 0x403098 <arr+8>
set repeats 2	two	{x = 11, y = 12}
set max-depth 1	obj	{id = 42, in = {...}, arr = {...}, {whole = 1234605616436508552, {low = 1432778632, high = 287454020}}, name = "object\000\000\000\000\000\000\000\000\000", text = 0x402017 "text", self = 0x403160 <obj>, list = {...}, fn = 0x401000 <twice>, bits = {...}, real = 0.5, flex = {...}}
set max-depth 1	pobj	(struct outer *) 0x403160 <obj>
set max-depth 1	arr	{10, 20, 30, 40, 50}
set max-depth 1	grid	{{...}, {...}}
set max-depth 1	text	"hello"
set max-depth 1	padded	"pad", '\000' <repeats 12 times>
set max-depth 1	str	0x402000 "a string"
set max-depth 1	strs	{0x402009 "one", 0x40200d "two", 0x402011 "three"}
set max-depth 1	&obj	(struct outer *) 0x403160 <obj>
set max-depth 1	&arr	(int (*)[5]) 0x403090 <arr>
set max-depth 1	fn	(handler_t) 0x401000 <twice>
set max-depth 1	twice	{int (int, char)} 0x401000 <twice>
set max-depth 1	table	{0x401000 <twice>, 0x401000 <twice>}
set max-depth 1	&str	(const char **) 0x4030e0 <str>
set max-depth 1	obj.name	"object\000\000\000\000\000\000\000\000\000"
set max-depth 1	obj.arr	{{...}, {...}, {...}}
set max-depth 1	obj.in	{x = 1, y = 2}
set max-depth 1	*pobj	{id = 42, in = {...}, arr = {...}, {whole = 1234605616436508552, {low = 1432778632, high = 287454020}}, name = "object\000\000\000\000\000\000\000\000\000", text = 0x402017 "text", self = 0x403160 <obj>, list = {...}, fn = 0x401000 <twice>, bits = {...}, real = 0.5, flex = {...}}
set max-depth 1	pvoid	(void *) 0x403090 <arr>
set max-depth 1	(void*)4	(void *) 0x4
set max-depth 1	(char*)0	0x0
set max-depth 1	obj.bits	{a = 5, b = -3, c = 4886718345, d = true, e = 9 '\t'}
set max-depth 1	node	(struct list_head *) 0x4031b0 <obj+80>
set max-depth 1	$arr	(int *) 0x403090 <arr>
set max-depth 1	pint	(int *) 0x403098 <arr+8>
set max-depth 1	two	{x = 11, y = 12}
