package debugger

import (
	"context"
	"errors"
	"fmt"
	"io"

	"kbreak/mem"
)

// DumpMemory writes memory from start up to and without stop to w, as it is. n is how many bytes were
// written; with an error they are those before what cannot be read. progress may be nil.
func (s *Session) DumpMemory(ctx context.Context, w io.Writer, start, stop mem.Addr, progress func(done, total uint64)) (n uint64, err error) {
	if err := s.needStopped(); err != nil {
		return 0, err
	}
	if stop <= start {
		return 0, fmt.Errorf("invalid memory range: stop %v is not above start %v", stop, start)
	}
	buf := make([]byte, min(uint64(stop-start), searchStep))
	for at := start; at < stop; {
		p := buf[:min(uint64(stop-at), uint64(len(buf)))]
		rerr := s.uncached(ctx, at, p)
		var fault *mem.Fault
		if errors.As(rerr, &fault) {
			p = p[:min(max(fault.Got, 0), len(p))]
		} else if rerr != nil {
			return n, s.linkError(rerr)
		}
		if _, err := w.Write(p); err != nil {
			return n, err
		}
		n += uint64(len(p))
		if rerr != nil {
			return n, rerr
		}
		at = at.Add(int64(len(p)))
		if progress != nil {
			progress(n, uint64(stop-start))
		}
	}
	return n, nil
}

// RestoreMemory writes what r gives to memory from start on, and returns how many bytes were written.
func (s *Session) RestoreMemory(ctx context.Context, r io.Reader, start mem.Addr) (n uint64, err error) {
	buf := make([]byte, restoreStep)
	for {
		got, rerr := io.ReadFull(r, buf)
		if got > 0 {
			if err := s.WriteMemory(ctx, start.Add(int64(n)), buf[:got]); err != nil {
				return n, err
			}
			n += uint64(got)
		}
		switch {
		case rerr == io.EOF || rerr == io.ErrUnexpectedEOF:
			return n, nil
		case rerr != nil:
			return n, rerr
		}
		if err := ctx.Err(); err != nil {
			return n, err
		}
	}
}

const restoreStep = 64 << 10

// ValueBytes evaluates an expression and returns its bytes, in the target's order.
func (s *Session) ValueBytes(ctx context.Context, text string) ([]byte, error) {
	v, err := s.value(ctx, text)
	if err != nil {
		return nil, err
	}
	c, err := v.Bytes(ctx, s.memory())
	if err != nil {
		return nil, s.linkError(err)
	}
	if len(c.Missing) > 0 {
		m := c.Missing[0]
		if m.Fault != nil {
			return nil, m.Fault
		}
		return nil, fmt.Errorf("the value is not complete: %s", m.Reason)
	}
	return c.Bytes, nil
}
