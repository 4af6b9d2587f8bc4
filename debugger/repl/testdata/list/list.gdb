+list
32	
33	int nothing(void) { return 0; }
34	
35	int labelled(int n)
36	{
37	again:
38		n -= 2;
39		if (n > 0)
40			goto again;
41		return n;
+list
42	}
43	
44	int main(void)
45	{
46		struct pair p = { 1, 2 };
47		int result;
48	
49		result = sum(&p) + twin(4) + twin_of_other(5);
50		result += factorial(counter);
51		result += clamp(result, 7);
+list -
32	
33	int nothing(void) { return 0; }
34	
35	int labelled(int n)
36	{
37	again:
38		n -= 2;
39		if (n > 0)
40			goto again;
41		return n;
+list -
22		total += p->second;
23		return total;
24	}
25	
26	int factorial(int n)
27	{
28		if (n <= 1)
29			return 1;
30		return n * factorial(n - 1);
31	}
+list 1,3
1	/* A program to list: functions of several files, namesakes, an inlined one, tabs. See make.sh. */
2	#include "sub/inline.h"
3	
+list
4	struct pair {
5		int first;
6		int second;
7	};
8	
9	int counter = 3;
10	extern int twin_of_other(int value);
11	
12	static int twin(int value)
13	{
+list -
1	/* A program to list: functions of several files, namesakes, an inlined one, tabs. See make.sh. */
2	#include "sub/inline.h"
3	
+list factorial
22		total += p->second;
23		return total;
24	}
25	
26	int factorial(int n)
27	{
28		if (n <= 1)
29			return 1;
30		return n * factorial(n - 1);
31	}
+list -
12	static int twin(int value)
13	{
14		return value * 2;
15	}
16	
17	static int sum(struct pair *p)
18	{
19		int total = 0;
20	
21		total += p->first;
+list
22		total += p->second;
23		return total;
24	}
25	
26	int factorial(int n)
27	{
28		if (n <= 1)
29			return 1;
30		return n * factorial(n - 1);
31	}
+list factorial
22		total += p->second;
23		return total;
24	}
25	
26	int factorial(int n)
27	{
28		if (n <= 1)
29			return 1;
30		return n * factorial(n - 1);
31	}
+list
32	
33	int nothing(void) { return 0; }
34	
35	int labelled(int n)
36	{
37	again:
38		n -= 2;
39		if (n > 0)
40			goto again;
41		return n;
+list
42	}
43	
44	int main(void)
45	{
46		struct pair p = { 1, 2 };
47		int result;
48	
49		result = sum(&p) + twin(4) + twin_of_other(5);
50		result += factorial(counter);
51		result += clamp(result, 7);
+list
52		result += labelled(result);
53		return result + nothing();
54	}
55	
56	void _start(void)
57	{
58		main();
59		for (;;)
60			;
61	}
+list
Line number 62 out of range; main.c has 61 lines.
+list
Line number 62 out of range; main.c has 61 lines.
+list 20
15	}
16	
17	static int sum(struct pair *p)
18	{
19		int total = 0;
20	
21		total += p->first;
22		total += p->second;
23		return total;
24	}
+list 55
50		result += factorial(counter);
51		result += clamp(result, 7);
52		result += labelled(result);
53		return result + nothing();
54	}
55	
56	void _start(void)
57	{
58		main();
59		for (;;)
+list 60,62
60			;
61	}
+list 100
Line number 95 out of range; main.c has 61 lines.
+list 10,
10	extern int twin_of_other(int value);
11	
12	static int twin(int value)
13	{
14		return value * 2;
15	}
16	
17	static int sum(struct pair *p)
18	{
19		int total = 0;
+list ,20
11	
12	static int twin(int value)
13	{
14		return value * 2;
15	}
16	
17	static int sum(struct pair *p)
18	{
19		int total = 0;
20	
+list ,
Two empty args do not say what lines to list.
+list main.c:5
1	/* A program to list: functions of several files, namesakes, an inlined one, tabs. See make.sh. */
2	#include "sub/inline.h"
3	
4	struct pair {
5		int first;
6		int second;
7	};
8	
9	int counter = 3;
10	extern int twin_of_other(int value);
+list other.c:1
1	#include "sub/inline.h"
2	
3	static int twin(int value)
4	{
5		return value * 3;
6	}
7	
8	int twin_of_other(int value)
9	{
10		return twin(value) + clamp(value, 9);
+list
11	}
+list
Line number 12 out of range; other.c has 11 lines.
+list twin
file: "main.c", line number: 13, symbol: "twin"
8	
9	int counter = 3;
10	extern int twin_of_other(int value);
11	
12	static int twin(int value)
13	{
14		return value * 2;
15	}
16	
17	static int sum(struct pair *p)
file: "other.c", line number: 4, symbol: "twin"
1	#include "sub/inline.h"
2	
3	static int twin(int value)
4	{
5		return value * 3;
6	}
7	
8	int twin_of_other(int value)
9	{
10		return twin(value) + clamp(value, 9);
+list main.c:twin
8	
9	int counter = 3;
10	extern int twin_of_other(int value);
11	
12	static int twin(int value)
13	{
14		return value * 2;
15	}
16	
17	static int sum(struct pair *p)
+list other.c:twin
1	#include "sub/inline.h"
2	
3	static int twin(int value)
4	{
5		return value * 3;
6	}
7	
8	int twin_of_other(int value)
9	{
10		return twin(value) + clamp(value, 9);
+list sum,factorial
18	{
19		int total = 0;
20	
21		total += p->first;
22		total += p->second;
23		return total;
24	}
25	
26	int factorial(int n)
27	{
+list sum,twin_of_other
Specified first and last lines are in different files.
+list nope
Function "nope" not defined.
+list nope.c:1
No source file named nope.c.
+list main.c:nope
Function "nope" not defined in "main.c".
+list other.c:99
Line number 94 out of range; other.c has 11 lines.
+list +5
Line number 94 out of range; other.c has 11 lines.
+list -5
Line number 84 out of range; other.c has 11 lines.
+list 10,+3
10		return twin(value) + clamp(value, 9);
11	}
+list *factorial
0xffffffff81000035 is in factorial (main.c:27).
22		total += p->second;
23		return total;
24	}
25	
26	int factorial(int n)
27	{
28		if (n <= 1)
29			return 1;
30		return n * factorial(n - 1);
31	}
+list *0xffffffff81000005
0xffffffff81000005 is in twin (main.c:13).
8	
9	int counter = 3;
10	extern int twin_of_other(int value);
11	
12	static int twin(int value)
13	{
14		return value * 2;
15	}
16	
17	static int sum(struct pair *p)
+list *main
0xffffffff81000083 is in main (main.c:45).
40			goto again;
41		return n;
42	}
43	
44	int main(void)
45	{
46		struct pair p = { 1, 2 };
47		int result;
48	
49		result = sum(&p) + twin(4) + twin_of_other(5);
+list counter
4	struct pair {
5		int first;
6		int second;
7	};
8	
9	int counter = 3;
10	extern int twin_of_other(int value);
11	
12	static int twin(int value)
13	{
+list struct pair
Function "struct pair" not defined.
+list main:again
No label "again" defined in function "main".
+list labelled:again
32	
33	int nothing(void) { return 0; }
34	
35	int labelled(int n)
36	{
37	again:
38		n -= 2;
39		if (n > 0)
40			goto again;
41		return n;
+list clamp
1	static inline __attribute__((always_inline)) int clamp(int value, int limit)
2	{
3		if (value > limit)
4			return limit;
5		return value;
6	}
+list inline.h:2
1	static inline __attribute__((always_inline)) int clamp(int value, int limit)
2	{
3		if (value > limit)
4			return limit;
5		return value;
6	}
+list 'main.c':8
3	
4	struct pair {
5		int first;
6		int second;
7	};
8	
9	int counter = 3;
10	extern int twin_of_other(int value);
11	
12	static int twin(int value)
+list "other.c":3
1	#include "sub/inline.h"
2	
3	static int twin(int value)
4	{
5		return value * 3;
6	}
7	
8	int twin_of_other(int value)
9	{
10		return twin(value) + clamp(value, 9);
+set listsize 3
+show listsize
Number of source lines gdb will list by default is 3.
+list 30
Line number 29 out of range; other.c has 11 lines.
+list
Line number 29 out of range; other.c has 11 lines.
+list -
Line number 26 out of range; other.c has 11 lines.
+list -
Line number 23 out of range; other.c has 11 lines.
+list factorial
26	int factorial(int n)
27	{
28		if (n <= 1)
+set listsize unlimited
+list 50
1	/* A program to list: functions of several files, namesakes, an inlined one, tabs. See make.sh. */
2	#include "sub/inline.h"
3	
4	struct pair {
5		int first;
6		int second;
7	};
8	
9	int counter = 3;
10	extern int twin_of_other(int value);
11	
12	static int twin(int value)
13	{
14		return value * 2;
15	}
16	
17	static int sum(struct pair *p)
18	{
19		int total = 0;
20	
21		total += p->first;
22		total += p->second;
23		return total;
24	}
25	
26	int factorial(int n)
27	{
28		if (n <= 1)
29			return 1;
30		return n * factorial(n - 1);
31	}
32	
33	int nothing(void) { return 0; }
34	
35	int labelled(int n)
36	{
37	again:
38		n -= 2;
39		if (n > 0)
40			goto again;
41		return n;
42	}
43	
44	int main(void)
45	{
46		struct pair p = { 1, 2 };
47		int result;
48	
49		result = sum(&p) + twin(4) + twin_of_other(5);
50		result += factorial(counter);
51		result += clamp(result, 7);
52		result += labelled(result);
53		return result + nothing();
54	}
55	
56	void _start(void)
57	{
58		main();
59		for (;;)
60			;
61	}
+set listsize 0
+list 5
1	/* A program to list: functions of several files, namesakes, an inlined one, tabs. See make.sh. */
2	#include "sub/inline.h"
3	
4	struct pair {
5		int first;
6		int second;
7	};
8	
9	int counter = 3;
10	extern int twin_of_other(int value);
11	
12	static int twin(int value)
13	{
14		return value * 2;
15	}
16	
17	static int sum(struct pair *p)
18	{
19		int total = 0;
20	
21		total += p->first;
22		total += p->second;
23		return total;
24	}
25	
26	int factorial(int n)
27	{
28		if (n <= 1)
29			return 1;
30		return n * factorial(n - 1);
31	}
32	
33	int nothing(void) { return 0; }
34	
35	int labelled(int n)
36	{
37	again:
38		n -= 2;
39		if (n > 0)
40			goto again;
41		return n;
42	}
43	
44	int main(void)
45	{
46		struct pair p = { 1, 2 };
47		int result;
48	
49		result = sum(&p) + twin(4) + twin_of_other(5);
50		result += factorial(counter);
51		result += clamp(result, 7);
52		result += labelled(result);
53		return result + nothing();
54	}
55	
56	void _start(void)
57	{
58		main();
59		for (;;)
60			;
61	}
+set listsize 1
+list 5
5		int first;
+list
6		int second;
+list -
5		int first;
+list -
4	struct pair {
+set listsize 10
+info source
Current source file is main.c
Compilation directory is /build/prog
Located in HERE/main.c
Contains 61 lines.
Source language is c.
Producer is GNU C17 12.2.0 -mtune=generic -march=x86-64 -gdwarf-5 -O0 -ffreestanding -fno-stack-protector -fno-asynchronous-unwind-tables.
Compiled with DWARF 5 debugging format.
Does not include preprocessor macro info.
+list 7,3
+list -3,5
4	struct pair {
5		int first;
+list main.c:0
1	/* A program to list: functions of several files, namesakes, an inlined one, tabs. See make.sh. */
2	#include "sub/inline.h"
3	
4	struct pair {
5		int first;
6		int second;
7	};
8	
9	int counter = 3;
10	extern int twin_of_other(int value);
+list 0
1	/* A program to list: functions of several files, namesakes, an inlined one, tabs. See make.sh. */
2	#include "sub/inline.h"
3	
4	struct pair {
5		int first;
6		int second;
7	};
8	
9	int counter = 3;
10	extern int twin_of_other(int value);
+list -
Already at the start of main.c.
+list 1
1	/* A program to list: functions of several files, namesakes, an inlined one, tabs. See make.sh. */
2	#include "sub/inline.h"
3	
4	struct pair {
5		int first;
6		int second;
7	};
8	
9	int counter = 3;
10	extern int twin_of_other(int value);
+list -
Already at the start of main.c.
+list +
11	
12	static int twin(int value)
13	{
14		return value * 2;
15	}
16	
17	static int sum(struct pair *p)
18	{
19		int total = 0;
20	
+list +
21		total += p->first;
22		total += p->second;
23		return total;
24	}
25	
26	int factorial(int n)
27	{
28		if (n <= 1)
29			return 1;
30		return n * factorial(n - 1);
+list 46,46
46		struct pair p = { 1, 2 };
+forward-search result
47		int result;
+forward-search result
49		result = sum(&p) + twin(4) + twin_of_other(5);
+reverse-search total
23		return total;
+forward-search nosuchtext
Expression not found
+list 40,40
40			goto again;
+fo twin
49		result = sum(&p) + twin(4) + twin_of_other(5);
+list
44	int main(void)
45	{
46		struct pair p = { 1, 2 };
47		int result;
48	
49		result = sum(&p) + twin(4) + twin_of_other(5);
50		result += factorial(counter);
51		result += clamp(result, 7);
52		result += labelled(result);
53		return result + nothing();
+list 45,45
45	{
+fo return
53		return result + nothing();
+rev return
41		return n;
+quit
