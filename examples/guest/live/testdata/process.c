/* A program that kbreak takes for a kernel which runs as a process, as user-mode Linux does: it is
 * linked where it runs and has a banner. It gets a signal that it handles, again and again. */
#include <signal.h>
#include <unistd.h>

const char linux_banner[] = "Linux version 6.1.0-process (lab@kbreak) (gcc) #1\n";

static volatile int sink, caught;
volatile int rounds;

static void handler(int signal)
{
	caught++;
}

static inline __attribute__((always_inline)) int twice(int x)
{
	sink += x;
	return x * 2;
}

__attribute__((noinline)) int leaf(int n)
{
	sink += n;
	return n + 1;
}

__attribute__((noinline)) int work(int n)
{
	int s = 0;
	for (int i = 0; i < n; i++) s += i * sink + (i ^ s);
	s += twice(n);
	s = leaf(s) + leaf(n);
	return s;
}

int main(void)
{
	signal(SIGSEGV, handler);
	for (;;) {
		raise(SIGSEGV);
		sink = work(1000);
		usleep(1000);
		if (write(1, ".", 1) < 0 || ++rounds == 100000)
			return 1;
	}
}
