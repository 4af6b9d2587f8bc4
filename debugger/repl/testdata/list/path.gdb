+show directories
Source directories searched: $cdir:$cwd
+show substitute-path
List of all source path substitution rules:
+list other.c:3
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
+info source
Current source file is other.c
Compilation directory is /build/prog
Located in HERE/other.c
Contains 11 lines.
Source language is c.
Producer is GNU C17 12.2.0 -mtune=generic -march=x86-64 -gdwarf-5 -O0 -ffreestanding -fno-stack-protector -fno-asynchronous-unwind-tables.
Compiled with DWARF 5 debugging format.
Does not include preprocessor macro info.
+set substitute-path /build/prog HERE
+show substitute-path
List of all source path substitution rules:
  `/build/prog' -> `HERE'.
+set substitute-path /x /y
+show substitute-path
List of all source path substitution rules:
  `/build/prog' -> `HERE'.
  `/x' -> `/y'.
+show substitute-path /x
Source path substitution rule matching `/x':
  `/x' -> `/y'.
+show substitute-path /build/prog/sub
Source path substitution rule matching `/build/prog/sub':
  `/build/prog' -> `HERE'.
+show substitute-path /buildx
Source path substitution rule matching `/buildx':
+list other.c:3
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
+info source
Current source file is other.c
Compilation directory is /build/prog
Located in HERE/other.c
Contains 11 lines.
Source language is c.
Producer is GNU C17 12.2.0 -mtune=generic -march=x86-64 -gdwarf-5 -O0 -ffreestanding -fno-stack-protector -fno-asynchronous-unwind-tables.
Compiled with DWARF 5 debugging format.
Does not include preprocessor macro info.
+unset substitute-path /nope
No substitution rule defined for `/nope'
+unset substitute-path /x
+show substitute-path
List of all source path substitution rules:
  `/build/prog' -> `HERE'.
+unset substitute-path
+show substitute-path
List of all source path substitution rules:
+list other.c:3
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
+directory sub
Source directories searched: HERE/sub:$cdir:$cwd
+show directories
Source directories searched: HERE/sub:$cdir:$cwd
+directory HERE
Source directories searched: HERE:HERE/sub:$cdir:$cwd
+show directories
Source directories searched: HERE:HERE/sub:$cdir:$cwd
+list main.c:3
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
+set directories
+show directories
Source directories searched: $cdir:$cwd
+set directories sub:/tmp
+show directories
Source directories searched: HERE/sub:/tmp:$cdir:$cwd
+directory /q /r
Warning: /q: No such file or directory.
Warning: /r: No such file or directory.
Source directories searched: /q:/r:HERE/sub:/tmp:$cdir:$cwd
+show directories
Source directories searched: /q:/r:HERE/sub:/tmp:$cdir:$cwd
+directory
Source directories searched: $cdir:$cwd
+show directories
Source directories searched: $cdir:$cwd
+quit
