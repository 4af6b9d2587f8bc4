list
list
list -
list -
list 1,3
list
list -
list factorial
list -
list
list factorial
list
list
list
list
list
list 20
list 55
list 60,62
list 100
list 10,
list ,20
list ,
list main.c:5
list other.c:1
list
list
list twin
list main.c:twin
list other.c:twin
list sum,factorial
list sum,twin_of_other
list nope
list nope.c:1
list main.c:nope
list other.c:99
list +5
list -5
list 10,+3
list *factorial
list *0xffffffff81000005
list *main
list counter
list struct pair
list main:again
list labelled:again
list clamp
list inline.h:2
list 'main.c':8
list "other.c":3
set listsize 3
show listsize
list 30
list
list -
list -
list factorial
set listsize unlimited
list 50
set listsize 0
list 5
set listsize 1
list 5
list
list -
list -
set listsize 10
info source
list 7,3
list -3,5
list main.c:0
list 0
list -
list 1
list -
list +
list +
list 46,46
forward-search result
forward-search result
reverse-search total
forward-search nosuchtext
list 40,40
fo twin
list
list 45,45
fo return
rev return
