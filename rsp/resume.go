package rsp

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"kbreak/mem"
)

// Verb is what a resumed thread does: the letter of vCont.
type Verb byte

const (
	Go    Verb = 'c'
	Do1   Verb = 's' // one instruction
	Range Verb = 'r' // instructions until the PC leaves [Start, End)
)

// Action is one part of a resume request.
type Action struct {
	Verb       Verb
	Signal     int      // delivered to the thread; 0 for none. Only a stub with vCont's C or S can do that
	Start, End mem.Addr // of Range
	Thread     ThreadID // a thread or a pattern; [AllThreads] for every one that no action before it names
}

// wire is the action in the notation of vCont.
func (a Action) wire() string {
	text := string(a.Verb)
	switch {
	case a.Verb == Range:
		text = fmt.Sprintf("r%x,%x", uint64(a.Start), uint64(a.End))
	case a.Signal != 0:
		text = fmt.Sprintf("%s%02x", strings.ToUpper(text), a.Signal&0xff)
	}
	if a.Thread != AllThreads {
		text += ":" + a.Thread.String()
	}
	return text
}

// letter is the feature that the action needs.
func (a Action) letter() string {
	if a.Signal != 0 && a.Verb != Range {
		return strings.ToUpper(string(a.Verb))
	}
	return string(a.Verb)
}

// Can reports whether one resume request can do all these actions, each to its thread. A stub without
// vCont does one thing: continue everything, or step one thread while it decides about the others.
func (c *Client) Can(ctx context.Context, actions ...Action) (bool, error) {
	if err := c.begin(ctx); err != nil {
		return false, err
	}
	defer c.release()
	if err := c.askVCont(ctx); err != nil {
		return false, err
	}
	return c.features.can(actions), nil
}

func (f *Features) can(actions []Action) bool {
	if len(f.VCont) == 0 {
		return len(actions) == 1 && actions[0].Signal == 0 &&
			(actions[0].Verb == Go && actions[0].Thread == AllThreads || actions[0].Verb == Do1)
	}
	for _, a := range actions {
		if !slices.Contains(f.VCont, a.letter()) {
			return false
		}
	}
	return len(actions) > 0
}

// Resume lets threads run. It returns when the request is sent; [Client.Wait] gives the stop. Threads
// that no action names stay where they are, if the stub can hold them. What the stub cannot do
// ([Client.Can]) is refused with [ErrUnsupported] and nothing is sent.
//
//	vCont;s:2;c          where vCont has the letters
//	Hc2, s               one step without vCont: VMware leaves s:2 unanswered
//	Hc-1, c              all, without vCont (VMware, kgdb). Never C: kgdb takes its digits for an address
//	Hc0, c               where Hc-1 is refused (gdbserver 13 without vCont)
func (c *Client) Resume(ctx context.Context, actions ...Action) error {
	if err := c.begin(ctx); err != nil {
		return err
	}
	defer c.release()
	if err := c.ensureVirtual(ctx); err != nil {
		return err
	}
	packet, err := c.resumePacket(ctx, actions)
	if err != nil {
		return err
	}
	return c.resume(ctx, packet)
}

// resumePacket makes the request, having sent Hc where that is part of it.
func (c *Client) resumePacket(ctx context.Context, actions []Action) (string, error) {
	if err := c.askVCont(ctx); err != nil {
		return "", err
	}
	if !c.features.can(actions) {
		return "", &ReplyError{Op: "resume with " + wireActions(actions)}
	}
	if len(c.features.VCont) > 0 {
		return wireActions(actions), nil
	}
	a := actions[0]
	err := c.selectRun(ctx, a.Thread)
	var refused *ReplyError
	if a.Thread == AllThreads && errors.As(err, &refused) {
		err = c.selectRun(ctx, AnyThread)
	}
	return string(a.Verb), err
}

func wireActions(actions []Action) string {
	text := "vCont"
	for _, a := range actions {
		text += ";" + a.wire()
	}
	return text
}

// Continue resumes all threads.
func (c *Client) Continue(ctx context.Context) error {
	return c.Resume(ctx, Action{Verb: Go, Thread: AllThreads})
}

// Step runs one instruction of a thread; the others stay where they are if the stub can hold them.
func (c *Client) Step(ctx context.Context, t ThreadID) error {
	return c.Resume(ctx, Action{Verb: Do1, Thread: t})
}

// QEMU's bits of single-stepping (docs/system/gdb.rst, "Changing single-stepping behaviour").
const (
	stepEnable  = 1
	stepNoIRQ   = 2
	stepNoTimer = 4
)

// HoldInterrupts makes single steps of the target pass over interrupts, where the stub has a switch
// for that (QEMU: on unless somebody turned it off), and tells whether they now do. The answer is
// learned once. The switch is the stub's and stays as it is when the connection ends.
func (c *Client) HoldInterrupts(ctx context.Context) (bool, error) {
	if err := c.begin(ctx); err != nil {
		return false, err
	}
	defer c.release()
	if c.holds != Untried {
		return c.holds == Proven, nil
	}
	if !c.features.Answered { // kgdb
		c.holds = Absent
		return false, nil
	}
	reply, err := c.request(ctx, "qqemu.sstepbits")
	if err != nil {
		return false, err
	}
	// ENABLE=1,NOIRQ=2,NOTIMER=4: what this accelerator can do. KVM may lack some.
	c.holds = Absent
	if !strings.Contains(string(reply), "NOIRQ=2") {
		return false, nil
	}
	want := uint64(stepEnable | stepNoIRQ)
	if strings.Contains(string(reply), "NOTIMER=4") {
		want |= stepNoTimer
	}
	reply, err = c.request(ctx, "qqemu.sstep")
	if err != nil {
		return false, err
	}
	have, ok := parseHex([]byte(strings.TrimPrefix(string(reply), "0x")))
	if ok && have&want != want {
		reply, err = c.request(ctx, fmt.Sprintf("Qqemu.sstep=%#x", want))
		if err != nil {
			return false, err
		}
		ok = string(reply) == "OK"
	}
	if ok {
		c.holds = Proven
	}
	return ok, nil
}
