package rsp

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"

	"kbreak/mem"
)

// unsafeToTry is what a probe leaves alone, and why.
var unsafeToTry = []Finding{
	{"M, X, G, P", NotTried, "would change the target"},
	{"Z0 to Z4", NotTried, "would change the target; a breakpoint is proven when it is set"},
	{"c, s, 0x03, D", NotTried, "would let the target run"},
	{"C, S", NotTried, "kgdb takes the signal's digits for an address"},
	{"k, R, vKill", NotTried, "would end the target"},
	{"a second ?", NotTried, "QEMU and kgdb delete every breakpoint when they see one"},
	{"QNonStop", NotTried, "not used"},
}

// Probe asks a stopped stub, carefully, for everything this package would ever use, and for what
// tells stubs apart. It resumes nothing and changes nothing, except that physical memory is read
// once, with the mode restored. A stub that answers no qSupported is asked less: it may be kgdb on a
// slow line, which overruns its own buffers.
//
// When the connection breaks, the findings so far come with the error.
func (c *Client) Probe(ctx context.Context) (*Profile, error) {
	if err := c.begin(ctx); err != nil {
		return nil, err
	}
	defer c.release()
	if !c.shaken || c.stop == nil {
		return nil, errors.New("probe before the handshake")
	}
	pr := prober{c: c, p: new(Profile), s: signs{features: c.features}}
	var err error
	for _, step := range []func(context.Context) error{
		pr.handshake, pr.run, pr.threads, pr.registers, pr.memory, pr.binary, pr.monitor, pr.physical,
	} {
		if err = c.ensureVirtual(ctx); err != nil {
			break
		}
		if err = step(ctx); err != nil {
			break
		}
	}
	pr.p.Findings = append(pr.p.Findings, unsafeToTry...)
	pr.s.phys = c.phys
	pr.p.Looks = pr.s.looks()
	pr.p.Stats = c.Stats()
	return pr.p, err
}

// prober is one [Client.Probe]. Its steps return the errors that end it; a refusal is a finding.
type prober struct {
	c    *Client
	p    *Profile
	s    signs
	pc   mem.Addr // a readable address, 0 if unknown
	self ThreadID // the thread that stopped, [AnyThread] if unknown
}

// maxDetail is how much of a reply is shown.
const maxDetail = 160

// ask sends a request and notes how it was answered.
func (pr *prober) ask(ctx context.Context, name, packet string) ([]byte, error) {
	reply, err := pr.c.request(ctx, packet)
	if err != nil {
		return nil, err
	}
	switch refused := replyError(name, reply); {
	case errors.Is(refused, ErrUnsupported):
		pr.p.add(name, HasNot, "")
	case refused != nil:
		pr.p.add(name, Odd, "%s", printable(reply, maxDetail))
		return nil, nil
	default:
		pr.p.add(name, Has, "%s", printable(reply, maxDetail))
	}
	return reply, nil
}

// handshake reports what the handshake learned and asks what stubs that say yes to anything say.
func (pr *prober) handshake(ctx context.Context) error {
	c, p, f := pr.c, pr.p, &pr.c.features
	p.Features = f.String()
	switch {
	case !f.Answered:
		p.add("qSupported", HasNot, "conservative sizes apply")
	case f.PacketSize == 0:
		p.add("qSupported", Has, "without PacketSize: conservative sizes apply")
	default:
		p.add("qSupported", Has, "PacketSize %d", f.PacketSize)
	}
	switch {
	case f.NoAck:
		p.add("QStartNoAckMode", Has, "")
	case f.has("QStartNoAckMode"):
		p.add("QStartNoAckMode", Odd, "offered and refused")
	default:
		p.add("QStartNoAckMode", NotTried, "not offered")
	}
	if c.neverAcks {
		p.add("+", Odd, "the stub answers without acknowledging")
	}
	p.Stop = fmt.Sprintf("signal %d, no thread named", c.stop.Signal)
	if c.stop.HasThread {
		pr.self = c.stop.Thread
		p.Stop = fmt.Sprintf("signal %d, thread %v, %d registers with it", c.stop.Signal, c.stop.Thread, len(c.stop.Regs))
	}
	switch {
	case c.layout != nil:
		p.add("qXfer:features:read", Has, "%d registers, architecture %q", len(c.layout.Regs), c.layout.Arch)
	case f.has("qXfer:features:read"):
		for _, n := range f.Notes {
			p.add("qXfer:features:read", Odd, "%s", n)
		}
	default:
		p.add("qXfer:features:read", NotTried, "not offered")
	}
	reply, err := c.request(ctx, "vMustReplyEmpty")
	if err != nil {
		return err
	}
	if len(reply) == 0 {
		p.add("vMustReplyEmpty", Has, "an empty reply means no")
	} else {
		p.add("vMustReplyEmpty", Odd, "%s: replies mean little", printable(reply, maxDetail))
	}
	_, err = pr.ask(ctx, "qAttached", "qAttached")
	return err
}

// run asks how the target would be resumed.
func (pr *prober) run(ctx context.Context) error {
	if !pr.c.features.Answered {
		pr.p.add("vCont", NotTried, "no qSupported: Hc with c and s is used")
		return nil
	}
	if err := pr.c.askVCont(ctx); err != nil {
		return err
	}
	if len(pr.c.features.VCont) == 0 {
		pr.p.add("vCont", HasNot, "Hc with c and s is used")
		return nil
	}
	pr.p.add("vCont", Has, "%s", pr.c.features.VContText())
	return nil
}

// threads finds the form of the thread list.
func (pr *prober) threads(ctx context.Context) error {
	c, p := pr.c, pr.p
	reply, err := pr.ask(ctx, "qC", "qC")
	if err != nil {
		return err
	}
	pr.s.current = string(reply)
	pages, most, end := 0, 0, byte(0)
	list, err := c.threadList(ctx, "qfThreadInfo", func(page threadPage) {
		if page.ids > 0 {
			pages++
			most = max(most, page.ids)
		}
		end = page.end
	})
	var refused *ReplyError
	if err != nil && !errors.As(err, &refused) {
		return err
	}
	ends := map[byte]string{'l': "ended by l", 'e': "ended by an empty reply", 'r': "never ended: it repeats itself"}
	switch {
	case refused != nil:
		p.Threads = "refused"
		p.add("qfThreadInfo", Odd, "%v", refused)
	case len(list) == 0:
		p.Threads = "none: the thread of the stop reply, else that of qC"
		p.add("qfThreadInfo", HasNot, "")
	default:
		p.Threads = fmt.Sprintf("%d threads, at most %d a packet, %s", len(list), most, ends[end])
		p.add("qfThreadInfo", Has, "%d packets, first %v, last %v", pages, list[0], list[len(list)-1])
	}
	if len(list) == 0 {
		return nil
	}
	reply, err = c.request(ctx, "qThreadExtraInfo,"+list[0].String())
	if err != nil {
		return err
	}
	text := make([]byte, len(reply)/2)
	text = text[:decodeHex(text, reply)]
	pr.s.extra = printable(text, maxDetail)
	if len(reply) == 0 {
		p.add("qThreadExtraInfo", HasNot, "")
	} else {
		p.add("qThreadExtraInfo", Has, "%s", pr.s.extra)
	}
	return pr.selection(ctx, list)
}

// selection tries Hg with another thread and back.
func (pr *prober) selection(ctx context.Context, list []ThreadID) error {
	back := pr.self
	if back == AnyThread {
		back = list[0]
	}
	for _, t := range []ThreadID{list[len(list)-1], back} {
		if err := pr.c.selectThread(ctx, t); err != nil {
			var refused *ReplyError
			if !errors.As(err, &refused) {
				return err
			}
			pr.p.add("Hg", Odd, "%v", err)
			return nil
		}
	}
	pr.p.add("Hg", Has, "thread %v and back", list[len(list)-1])
	return nil
}

// registers reads all, then the PC alone.
func (pr *prober) registers(ctx context.Context) error {
	c, p := pr.c, pr.p
	reply, err := c.request(ctx, "g")
	if err != nil {
		return err
	}
	var file RegisterFile
	if err = replyError("g", reply); err != nil {
		p.add("g", HasNot, "%v", err)
		if c.layout != nil {
			file, err = c.readSingly(ctx, err)
		}
	} else {
		pr.s.registers = len(reply) / 2
		p.add("g", Has, "%d bytes", len(reply)/2)
		file, err = c.decodeAll(reply)
	}
	if err != nil {
		if c.lostErr() != nil || ctx.Err() != nil {
			return err
		}
		p.Registers = err.Error()
	} else {
		l := file.Layout()
		p.Registers = fmt.Sprintf("%d in %d bytes, from %s", len(l.Regs), l.Size, l.Source)
	}
	num, name := 16, "rip"
	for _, n := range []string{"rip", "eip", "pc"} {
		if v, ok := file.Value(n); ok && len(v) <= 8 {
			var b [8]byte
			copy(b[:], v)
			pr.pc = mem.Addr(binary.LittleEndian.Uint64(b[:]))
			if r, ok := file.layout.Lookup(n); ok {
				num, name = r.Num, n
			}
			break
		}
	}
	_, err = pr.ask(ctx, fmt.Sprintf("p%x (%s)", num, name), fmt.Sprintf("p%x", num))
	return err
}

// memory reads ever larger pieces of the page that the PC is in, up to what is known to be safe.
func (pr *prober) memory(ctx context.Context) error {
	c, p := pr.c, pr.p
	limit := c.features.MaxRead()
	sizes := []int{1, 64, min(limit, safeRead)}
	for _, n := range []int{pageSize, limit} {
		if n <= limit && n > sizes[len(sizes)-1] {
			sizes = append(sizes, n)
		}
	}
	if pr.pc == 0 {
		p.add("m", NotTried, "no address is known to be readable")
		return nil
	}
	for _, n := range sizes {
		buf := make([]byte, n)
		got, err := c.readHex(ctx, pr.pc&^(pageSize-1), buf)
		name := fmt.Sprintf("m of %d bytes", n)
		var refused *ReplyError
		switch {
		case errors.As(err, &refused):
			p.add(name, Odd, "at %v: %v", pr.pc&^(pageSize-1), refused)
		case err != nil:
			return err
		case got < n:
			p.add(name, Odd, "short: %d bytes came", got)
		default:
			p.add(name, Has, "")
			p.MaxRead = max(p.MaxRead, n)
			continue
		}
		break
	}
	if c.features.PacketSize == 0 {
		p.add("longer m", NotTried, "the stub names no PacketSize; kgdb would overrun its buffer")
	} else {
		p.add("longer m", NotTried, "would not fit the PacketSize")
	}
	switch f := &c.features; {
	case f.Pipelining == Proven:
		p.add("m, several at a time", Has, "")
	case f.Pipelining == Absent:
		p.add("m, several at a time", HasNot, "")
	case f.pipelines():
		p.add("m, several at a time", NotTried, "the first read of more than a packet tries it")
	default:
		p.add("m, several at a time", NotTried, "it is not known to have room for more than a packet, or vCont")
	}
	reply, err := c.request(ctx, "m0,1")
	if err != nil {
		return err
	}
	if refused := replyError("m0,1", reply); refused != nil {
		p.add("m of address 0", HasNot, "answered with %s", printable(reply, maxDetail))
	} else {
		p.add("m of address 0", Odd, "readable: is the stub in physical mode?")
	}
	return nil
}

// binary looks for the dialects of x.
func (pr *prober) binary(ctx context.Context) error {
	c, p := pr.c, pr.p
	if !c.features.Answered {
		p.add("x", NotTried, "no qSupported")
		return nil
	}
	if err := c.findBinary(ctx); err != nil {
		return err
	}
	switch c.binary {
	case binaryGDB:
		p.add("x", Has, "gdb's: binary-upload+")
	case binaryLLDB:
		p.add("x", Has, "lldb's")
	default:
		p.add("x", NotTried, "not offered")
	}
	return nil
}

// monitor asks for the stub's own commands.
func (pr *prober) monitor(ctx context.Context) error {
	c, p := pr.c, pr.p
	if !c.features.Answered {
		p.add("qRcmd", NotTried, "no qSupported: this may be kgdb, whose help takes minutes on a serial line")
		return nil
	}
	help, err := c.monitorText(ctx, "help")
	var refused *ReplyError
	switch {
	case errors.Is(err, ErrUnsupported):
		p.add("qRcmd", HasNot, "")
	case errors.As(err, &refused):
		p.add("qRcmd", Odd, "%v", refused)
	case err != nil:
		return err
	default:
		p.add("qRcmd", Has, "help gives %d bytes: %s", len(help), printable(help, maxDetail))
	}
	return nil
}

// physical finds the way to physical memory and reads eight bytes by it.
func (pr *prober) physical(ctx context.Context) error {
	c, p := pr.c, pr.p
	if err := c.findPhys(ctx); err != nil {
		return err
	}
	p.Physical = c.phys.String()
	if c.phys == physNone {
		p.add("physical memory", HasNot, "")
		return nil
	}
	buf := make([]byte, 8)
	const at = 0x1000 // RAM on every PC, and not the real-mode vectors
	err := c.readPhys(ctx, at, buf)
	switch {
	case c.lostErr() != nil || ctx.Err() != nil:
		return err
	case err != nil:
		p.add("physical memory", Odd, "%v", err)
	default:
		p.add("physical memory", Has, "%s: 8 bytes at %#x: %x", c.phys, at, buf)
	}
	return nil
}
