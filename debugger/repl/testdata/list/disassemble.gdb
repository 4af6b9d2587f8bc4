+disassemble factorial
Dump of assembler code for function factorial:
   0xffffffff81000035 <+0>:	push   %rbp
   0xffffffff81000036 <+1>:	mov    %rsp,%rbp
   0xffffffff81000039 <+4>:	sub    $0x10,%rsp
   0xffffffff8100003d <+8>:	mov    %edi,-0x4(%rbp)
   0xffffffff81000040 <+11>:	cmpl   $0x1,-0x4(%rbp)
   0xffffffff81000044 <+15>:	jg     0xffffffff8100004d <factorial+24>
   0xffffffff81000046 <+17>:	mov    $0x1,%eax
   0xffffffff8100004b <+22>:	jmp    0xffffffff8100005e <factorial+41>
   0xffffffff8100004d <+24>:	mov    -0x4(%rbp),%eax
   0xffffffff81000050 <+27>:	sub    $0x1,%eax
   0xffffffff81000053 <+30>:	mov    %eax,%edi
   0xffffffff81000055 <+32>:	call   0xffffffff81000035 <factorial>
   0xffffffff8100005a <+37>:	imul   -0x4(%rbp),%eax
   0xffffffff8100005e <+41>:	leave
   0xffffffff8100005f <+42>:	ret
End of assembler dump.
+disassemble /r sum
Dump of assembler code for function sum:
   0xffffffff8100000e <+0>:	55                 	push   %rbp
   0xffffffff8100000f <+1>:	48 89 e5           	mov    %rsp,%rbp
   0xffffffff81000012 <+4>:	48 89 7d e8        	mov    %rdi,-0x18(%rbp)
   0xffffffff81000016 <+8>:	c7 45 fc 00 00 00 00	movl   $0x0,-0x4(%rbp)
   0xffffffff8100001d <+15>:	48 8b 45 e8        	mov    -0x18(%rbp),%rax
   0xffffffff81000021 <+19>:	8b 00              	mov    (%rax),%eax
   0xffffffff81000023 <+21>:	01 45 fc           	add    %eax,-0x4(%rbp)
   0xffffffff81000026 <+24>:	48 8b 45 e8        	mov    -0x18(%rbp),%rax
   0xffffffff8100002a <+28>:	8b 40 04           	mov    0x4(%rax),%eax
   0xffffffff8100002d <+31>:	01 45 fc           	add    %eax,-0x4(%rbp)
   0xffffffff81000030 <+34>:	8b 45 fc           	mov    -0x4(%rbp),%eax
   0xffffffff81000033 <+37>:	5d                 	pop    %rbp
   0xffffffff81000034 <+38>:	c3                 	ret
End of assembler dump.
+disassemble /s factorial
Dump of assembler code for function factorial:
main.c:
27	{
   0xffffffff81000035 <+0>:	push   %rbp
   0xffffffff81000036 <+1>:	mov    %rsp,%rbp
   0xffffffff81000039 <+4>:	sub    $0x10,%rsp
   0xffffffff8100003d <+8>:	mov    %edi,-0x4(%rbp)

28		if (n <= 1)
   0xffffffff81000040 <+11>:	cmpl   $0x1,-0x4(%rbp)
   0xffffffff81000044 <+15>:	jg     0xffffffff8100004d <factorial+24>

29			return 1;
   0xffffffff81000046 <+17>:	mov    $0x1,%eax
   0xffffffff8100004b <+22>:	jmp    0xffffffff8100005e <factorial+41>

30		return n * factorial(n - 1);
   0xffffffff8100004d <+24>:	mov    -0x4(%rbp),%eax
   0xffffffff81000050 <+27>:	sub    $0x1,%eax
   0xffffffff81000053 <+30>:	mov    %eax,%edi
   0xffffffff81000055 <+32>:	call   0xffffffff81000035 <factorial>
   0xffffffff8100005a <+37>:	imul   -0x4(%rbp),%eax

31	}
   0xffffffff8100005e <+41>:	leave
   0xffffffff8100005f <+42>:	ret
End of assembler dump.
+disassemble /s main
Dump of assembler code for function main:
main.c:
45	{
   0xffffffff81000083 <+0>:	push   %rbp
   0xffffffff81000084 <+1>:	mov    %rsp,%rbp
   0xffffffff81000087 <+4>:	push   %rbx
   0xffffffff81000088 <+5>:	sub    $0x28,%rsp

46		struct pair p = { 1, 2 };
   0xffffffff8100008c <+9>:	movl   $0x1,-0x24(%rbp)
   0xffffffff81000093 <+16>:	movl   $0x2,-0x20(%rbp)

47		int result;
48	
49		result = sum(&p) + twin(4) + twin_of_other(5);
   0xffffffff8100009a <+23>:	lea    -0x24(%rbp),%rax
   0xffffffff8100009e <+27>:	mov    %rax,%rdi
   0xffffffff810000a1 <+30>:	call   0xffffffff8100000e <sum>
   0xffffffff810000a6 <+35>:	mov    %eax,%ebx
   0xffffffff810000a8 <+37>:	mov    $0x4,%edi
   0xffffffff810000ad <+42>:	call   0xffffffff81000000 <twin>
   0xffffffff810000b2 <+47>:	add    %eax,%ebx
   0xffffffff810000b4 <+49>:	mov    $0x5,%edi
   0xffffffff810000b9 <+54>:	call   0xffffffff8100012d <twin_of_other>
   0xffffffff810000be <+59>:	add    %ebx,%eax
   0xffffffff810000c0 <+61>:	mov    %eax,-0x14(%rbp)

50		result += factorial(counter);
   0xffffffff810000c3 <+64>:	mov    0xffff37(%rip),%eax        # 0xffffffff82000000 <counter>
   0xffffffff810000c9 <+70>:	mov    %eax,%edi
   0xffffffff810000cb <+72>:	call   0xffffffff81000035 <factorial>
   0xffffffff810000d0 <+77>:	add    %eax,-0x14(%rbp)
   0xffffffff810000d3 <+80>:	mov    -0x14(%rbp),%eax
   0xffffffff810000d6 <+83>:	mov    %eax,-0x18(%rbp)
   0xffffffff810000d9 <+86>:	movl   $0x7,-0x1c(%rbp)

sub/inline.h:
3		if (value > limit)
   0xffffffff810000e0 <+93>:	mov    -0x18(%rbp),%eax
   0xffffffff810000e3 <+96>:	cmp    -0x1c(%rbp),%eax
   0xffffffff810000e6 <+99>:	jle    0xffffffff810000ed <main+106>

4			return limit;
   0xffffffff810000e8 <+101>:	mov    -0x1c(%rbp),%eax
   0xffffffff810000eb <+104>:	jmp    0xffffffff810000f0 <main+109>

5		return value;
   0xffffffff810000ed <+106>:	mov    -0x18(%rbp),%eax

main.c:
51		result += clamp(result, 7);
   0xffffffff810000f0 <+109>:	add    %eax,-0x14(%rbp)

52		result += labelled(result);
   0xffffffff810000f3 <+112>:	mov    -0x14(%rbp),%eax
   0xffffffff810000f6 <+115>:	mov    %eax,%edi
   0xffffffff810000f8 <+117>:	call   0xffffffff8100006b <labelled>
   0xffffffff810000fd <+122>:	add    %eax,-0x14(%rbp)

53		return result + nothing();
   0xffffffff81000100 <+125>:	call   0xffffffff81000060 <nothing>
   0xffffffff81000105 <+130>:	mov    -0x14(%rbp),%edx
   0xffffffff81000108 <+133>:	add    %edx,%eax

54	}
   0xffffffff8100010a <+135>:	mov    -0x8(%rbp),%rbx
   0xffffffff8100010e <+139>:	leave
   0xffffffff8100010f <+140>:	ret
End of assembler dump.
+disassemble /m main
Dump of assembler code for function main:
45	{
   0xffffffff81000083 <+0>:	push   %rbp
   0xffffffff81000084 <+1>:	mov    %rsp,%rbp
   0xffffffff81000087 <+4>:	push   %rbx
   0xffffffff81000088 <+5>:	sub    $0x28,%rsp

46		struct pair p = { 1, 2 };
   0xffffffff8100008c <+9>:	movl   $0x1,-0x24(%rbp)
   0xffffffff81000093 <+16>:	movl   $0x2,-0x20(%rbp)

47		int result;
48	
49		result = sum(&p) + twin(4) + twin_of_other(5);
   0xffffffff8100009a <+23>:	lea    -0x24(%rbp),%rax
   0xffffffff8100009e <+27>:	mov    %rax,%rdi
   0xffffffff810000a1 <+30>:	call   0xffffffff8100000e <sum>
   0xffffffff810000a6 <+35>:	mov    %eax,%ebx
   0xffffffff810000a8 <+37>:	mov    $0x4,%edi
   0xffffffff810000ad <+42>:	call   0xffffffff81000000 <twin>
   0xffffffff810000b2 <+47>:	add    %eax,%ebx
   0xffffffff810000b4 <+49>:	mov    $0x5,%edi
   0xffffffff810000b9 <+54>:	call   0xffffffff8100012d <twin_of_other>
   0xffffffff810000be <+59>:	add    %ebx,%eax
   0xffffffff810000c0 <+61>:	mov    %eax,-0x14(%rbp)

50		result += factorial(counter);
   0xffffffff810000c3 <+64>:	mov    0xffff37(%rip),%eax        # 0xffffffff82000000 <counter>
   0xffffffff810000c9 <+70>:	mov    %eax,%edi
   0xffffffff810000cb <+72>:	call   0xffffffff81000035 <factorial>
   0xffffffff810000d0 <+77>:	add    %eax,-0x14(%rbp)
   0xffffffff810000d3 <+80>:	mov    -0x14(%rbp),%eax
   0xffffffff810000d6 <+83>:	mov    %eax,-0x18(%rbp)
   0xffffffff810000d9 <+86>:	movl   $0x7,-0x1c(%rbp)

51		result += clamp(result, 7);
   0xffffffff810000f0 <+109>:	add    %eax,-0x14(%rbp)

52		result += labelled(result);
   0xffffffff810000f3 <+112>:	mov    -0x14(%rbp),%eax
   0xffffffff810000f6 <+115>:	mov    %eax,%edi
   0xffffffff810000f8 <+117>:	call   0xffffffff8100006b <labelled>
   0xffffffff810000fd <+122>:	add    %eax,-0x14(%rbp)

53		return result + nothing();
   0xffffffff81000100 <+125>:	call   0xffffffff81000060 <nothing>
   0xffffffff81000105 <+130>:	mov    -0x14(%rbp),%edx
   0xffffffff81000108 <+133>:	add    %edx,%eax

54	}
   0xffffffff8100010a <+135>:	mov    -0x8(%rbp),%rbx
   0xffffffff8100010e <+139>:	leave
   0xffffffff8100010f <+140>:	ret

End of assembler dump.
+disassemble /rs labelled
Dump of assembler code for function labelled:
main.c:
36	{
   0xffffffff8100006b <+0>:	55                 	push   %rbp
   0xffffffff8100006c <+1>:	48 89 e5           	mov    %rsp,%rbp
   0xffffffff8100006f <+4>:	89 7d fc           	mov    %edi,-0x4(%rbp)

37	again:
38		n -= 2;
   0xffffffff81000072 <+7>:	83 6d fc 02        	subl   $0x2,-0x4(%rbp)

39		if (n > 0)
   0xffffffff81000076 <+11>:	83 7d fc 00        	cmpl   $0x0,-0x4(%rbp)
   0xffffffff8100007a <+15>:	7e 02              	jle    0xffffffff8100007e <labelled+19>

40			goto again;
   0xffffffff8100007c <+17>:	eb f4              	jmp    0xffffffff81000072 <labelled+7>

41		return n;
   0xffffffff8100007e <+19>:	8b 45 fc           	mov    -0x4(%rbp),%eax

42	}
   0xffffffff81000081 <+22>:	5d                 	pop    %rbp
   0xffffffff81000082 <+23>:	c3                 	ret
End of assembler dump.
+disassemble /m twin_of_other
Dump of assembler code for function twin_of_other:
9	{
   0xffffffff8100012d <+0>:	push   %rbp
   0xffffffff8100012e <+1>:	mov    %rsp,%rbp
   0xffffffff81000131 <+4>:	sub    $0x18,%rsp
   0xffffffff81000135 <+8>:	mov    %edi,-0x14(%rbp)

10		return twin(value) + clamp(value, 9);
   0xffffffff81000138 <+11>:	mov    -0x14(%rbp),%eax
   0xffffffff8100013b <+14>:	mov    %eax,%edi
   0xffffffff8100013d <+16>:	call   0xffffffff8100011b <twin>
   0xffffffff81000142 <+21>:	mov    %eax,%edx
   0xffffffff81000144 <+23>:	mov    -0x14(%rbp),%eax
   0xffffffff81000147 <+26>:	mov    %eax,-0x4(%rbp)
   0xffffffff8100014a <+29>:	movl   $0x9,-0x8(%rbp)
   0xffffffff81000161 <+52>:	add    %edx,%eax

11	}
   0xffffffff81000163 <+54>:	leave
   0xffffffff81000164 <+55>:	ret

End of assembler dump.
+disassemble /s twin_of_other
Dump of assembler code for function twin_of_other:
other.c:
9	{
   0xffffffff8100012d <+0>:	push   %rbp
   0xffffffff8100012e <+1>:	mov    %rsp,%rbp
   0xffffffff81000131 <+4>:	sub    $0x18,%rsp
   0xffffffff81000135 <+8>:	mov    %edi,-0x14(%rbp)

10		return twin(value) + clamp(value, 9);
   0xffffffff81000138 <+11>:	mov    -0x14(%rbp),%eax
   0xffffffff8100013b <+14>:	mov    %eax,%edi
   0xffffffff8100013d <+16>:	call   0xffffffff8100011b <twin>
   0xffffffff81000142 <+21>:	mov    %eax,%edx
   0xffffffff81000144 <+23>:	mov    -0x14(%rbp),%eax
   0xffffffff81000147 <+26>:	mov    %eax,-0x4(%rbp)
   0xffffffff8100014a <+29>:	movl   $0x9,-0x8(%rbp)

sub/inline.h:
3		if (value > limit)
   0xffffffff81000151 <+36>:	mov    -0x4(%rbp),%eax
   0xffffffff81000154 <+39>:	cmp    -0x8(%rbp),%eax
   0xffffffff81000157 <+42>:	jle    0xffffffff8100015e <twin_of_other+49>

4			return limit;
   0xffffffff81000159 <+44>:	mov    -0x8(%rbp),%eax
   0xffffffff8100015c <+47>:	jmp    0xffffffff81000161 <twin_of_other+52>

5		return value;
   0xffffffff8100015e <+49>:	mov    -0x4(%rbp),%eax

other.c:
10		return twin(value) + clamp(value, 9);
   0xffffffff81000161 <+52>:	add    %edx,%eax

11	}
   0xffffffff81000163 <+54>:	leave
   0xffffffff81000164 <+55>:	ret
End of assembler dump.
+disassemble /s _start
Dump of assembler code for function _start:
main.c:
57	{
   0xffffffff81000110 <+0>:	push   %rbp
   0xffffffff81000111 <+1>:	mov    %rsp,%rbp

58		main();
   0xffffffff81000114 <+4>:	call   0xffffffff81000083 <main>

59		for (;;)
   0xffffffff81000119 <+9>:	jmp    0xffffffff81000119 <_start+9>
End of assembler dump.
+disassemble factorial,+10
Dump of assembler code from 0xffffffff81000035 to 0xffffffff8100003f:
   0xffffffff81000035 <factorial+0>:	push   %rbp
   0xffffffff81000036 <factorial+1>:	mov    %rsp,%rbp
   0xffffffff81000039 <factorial+4>:	sub    $0x10,%rsp
   0xffffffff8100003d <factorial+8>:	mov    %edi,-0x4(%rbp)
End of assembler dump.
+disassemble 0xffffffff81000000,0xffffffff81000004
Dump of assembler code from 0xffffffff81000000 to 0xffffffff81000004:
   0xffffffff81000000 <twin+0>:	push   %rbp
   0xffffffff81000001 <twin+1>:	mov    %rsp,%rbp
End of assembler dump.
+disassemble /r 0xffffffff81000000,0xffffffff81000004
Dump of assembler code from 0xffffffff81000000 to 0xffffffff81000004:
   0xffffffff81000000 <twin+0>:	55                 	push   %rbp
   0xffffffff81000001 <twin+1>:	48 89 e5           	mov    %rsp,%rbp
End of assembler dump.
+disassemble /s nothing,+20
Dump of assembler code from 0xffffffff81000060 to 0xffffffff81000074:
main.c:
33	int nothing(void) { return 0; }
   0xffffffff81000060 <nothing+0>:	push   %rbp
   0xffffffff81000061 <nothing+1>:	mov    %rsp,%rbp
   0xffffffff81000064 <nothing+4>:	mov    $0x0,%eax
   0xffffffff81000069 <nothing+9>:	pop    %rbp
   0xffffffff8100006a <nothing+10>:	ret

34	
35	int labelled(int n)
36	{
   0xffffffff8100006b <labelled+0>:	push   %rbp
   0xffffffff8100006c <labelled+1>:	mov    %rsp,%rbp
   0xffffffff8100006f <labelled+4>:	mov    %edi,-0x4(%rbp)

37	again:
38		n -= 2;
   0xffffffff81000072 <labelled+7>:	subl   $0x2,-0x4(%rbp)
End of assembler dump.
+disassemble nothing+3
Dump of assembler code for function nothing:
   0xffffffff81000060 <+0>:	push   %rbp
   0xffffffff81000061 <+1>:	mov    %rsp,%rbp
   0xffffffff81000064 <+4>:	mov    $0x0,%eax
   0xffffffff81000069 <+9>:	pop    %rbp
   0xffffffff8100006a <+10>:	ret
End of assembler dump.
+disassemble factorial,
Dump of assembler code for function factorial:
   0xffffffff81000035 <+0>:	push   %rbp
   0xffffffff81000036 <+1>:	mov    %rsp,%rbp
   0xffffffff81000039 <+4>:	sub    $0x10,%rsp
   0xffffffff8100003d <+8>:	mov    %edi,-0x4(%rbp)
   0xffffffff81000040 <+11>:	cmpl   $0x1,-0x4(%rbp)
   0xffffffff81000044 <+15>:	jg     0xffffffff8100004d <factorial+24>
   0xffffffff81000046 <+17>:	mov    $0x1,%eax
   0xffffffff8100004b <+22>:	jmp    0xffffffff8100005e <factorial+41>
   0xffffffff8100004d <+24>:	mov    -0x4(%rbp),%eax
   0xffffffff81000050 <+27>:	sub    $0x1,%eax
   0xffffffff81000053 <+30>:	mov    %eax,%edi
   0xffffffff81000055 <+32>:	call   0xffffffff81000035 <factorial>
   0xffffffff8100005a <+37>:	imul   -0x4(%rbp),%eax
   0xffffffff8100005e <+41>:	leave
   0xffffffff8100005f <+42>:	ret
End of assembler dump.
+disassemble main,0
Dump of assembler code from 0xffffffff81000083 to 0x0:
End of assembler dump.
+disassemble factorial,+0
Dump of assembler code from 0xffffffff81000035 to 0xffffffff81000035:
End of assembler dump.
+disassemble /ms factorial
Cannot specify both /m and /s.
+disassemble nope
No symbol "nope" in current context.
+disassemble counter,+2
Dump of assembler code from 0x3 to 0x5:
   0x0000000000000003:	
Cannot access memory at address 0x3
+disassemble nothing,labelled
Dump of assembler code from 0xffffffff81000060 to 0xffffffff8100006b:
   0xffffffff81000060 <nothing+0>:	push   %rbp
   0xffffffff81000061 <nothing+1>:	mov    %rsp,%rbp
   0xffffffff81000064 <nothing+4>:	mov    $0x0,%eax
   0xffffffff81000069 <nothing+9>:	pop    %rbp
   0xffffffff8100006a <nothing+10>:	ret
End of assembler dump.
+disassemble /s nothing,labelled+2
Dump of assembler code from 0xffffffff81000060 to 0xffffffff8100006d:
main.c:
33	int nothing(void) { return 0; }
   0xffffffff81000060 <nothing+0>:	push   %rbp
   0xffffffff81000061 <nothing+1>:	mov    %rsp,%rbp
   0xffffffff81000064 <nothing+4>:	mov    $0x0,%eax
   0xffffffff81000069 <nothing+9>:	pop    %rbp
   0xffffffff8100006a <nothing+10>:	ret

34	
35	int labelled(int n)
36	{
   0xffffffff8100006b <labelled+0>:	push   %rbp
   0xffffffff8100006c <labelled+1>:	mov    %rsp,%rbp
End of assembler dump.
+set disassembly-flavor intel
+show disassembly-flavor
The disassembly flavor is "intel".
+disassemble nothing
Dump of assembler code for function nothing:
   0xffffffff81000060 <+0>:	push   rbp
   0xffffffff81000061 <+1>:	mov    rbp,rsp
   0xffffffff81000064 <+4>:	mov    eax,0x0
   0xffffffff81000069 <+9>:	pop    rbp
   0xffffffff8100006a <+10>:	ret
End of assembler dump.
+set disassembly-flavor att
+show disassembly-flavor
The disassembly flavor is "att".
+set substitute-path /build /gone
+directory /nowhere
Warning: /nowhere: No such file or directory.
Source directories searched: /nowhere:$cdir:$cwd
+cd /
Working directory /.
+disassemble /s nothing
Dump of assembler code for function nothing:
main.c:
33	main.c: No such file or directory.
   0xffffffff81000060 <+0>:	push   %rbp
   0xffffffff81000061 <+1>:	mov    %rsp,%rbp
   0xffffffff81000064 <+4>:	mov    $0x0,%eax
   0xffffffff81000069 <+9>:	pop    %rbp
   0xffffffff8100006a <+10>:	ret
End of assembler dump.
+quit
