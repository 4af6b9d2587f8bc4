# For gdb: at every call of stop(), the frames with their registers, the stack, and how gdb prints
# each frame. See generate.sh.
import gdb
import re

REGS = "rax rbx rcx rdx rsi rdi rbp rsp r8 r9 r10 r11 r12 r13 r14 r15 rip".split()


def dump():
    frames = []
    f = gdb.newest_frame()
    while f:
        frames.append(f)
        f = f.older()
    lo = int(frames[0].read_register("rsp"))
    hi = int(frames[-1].read_register("rsp")) + 64
    mem = gdb.selected_inferior().read_memory(lo, hi - lo).tobytes()
    print("stop %x %s" % (lo, mem.hex()))
    lines = [l for l in gdb.execute("bt", to_string=True).splitlines() if l.startswith("#")]
    for f, line in zip(frames, lines):
        regs = []
        for r in REGS:
            v = f.read_register(r)
            if not v.is_optimized_out:
                regs.append("%s=%x" % (r, int(v) & (1 << 64) - 1))
        print("frame", " ".join(regs))
        print(re.sub(r"^#\d+ +(0x\w+ in )?(.*) at [^ ]*$", r"\2", line))


gdb.execute("break stop")
gdb.execute("run")
while gdb.selected_inferior().pid:
    dump()
    if gdb.newest_frame().older().name() == "indirect":
        break
    gdb.execute("continue", to_string=True)
gdb.execute("kill")
