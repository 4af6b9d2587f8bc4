/* A second file with a static function of the same name. */
extern int init_task[64];
static __attribute__((noinline)) int twin(int x) { return x - init_task[x]; }
int (*volatile twin_ref2)(int) = twin;
