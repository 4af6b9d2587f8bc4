// Has a static variable of the same name as one.c.
static int same = 2222;
int *psame2 = &same;
