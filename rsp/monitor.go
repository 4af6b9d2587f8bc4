package rsp

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"time"
)

// monitorWait is how long a monitor command may be silent: OpenOCD resets hardware in one.
const monitorWait = 30 * time.Second

// Monitor runs a command of the stub's own (qRcmd) and hands its output to out piece by piece. The
// output comes in O packets and ends with OK; a reply that is hex by itself is output too. When ctx
// ends, out is not called again.
func (c *Client) Monitor(ctx context.Context, command string, out func([]byte)) error {
	if err := c.begin(ctx); err != nil {
		return err
	}
	defer c.release()
	return c.monitor(ctx, command, out)
}

func monitorPacket(command string) []byte {
	return []byte("qRcmd," + hex.EncodeToString([]byte(command)))
}

func (c *Client) monitor(ctx context.Context, command string, out func([]byte)) error {
	err := c.monitorExchange(ctx, monitorPacket(command), out)
	var refused *ReplyError
	if errors.As(err, &refused) {
		refused.Op = "monitor " + printable([]byte(command), 40)
	}
	return err
}

func (c *Client) monitorExchange(ctx context.Context, packet []byte, out func([]byte)) error {
	var result error
	returned := false
	defer func() { returned = true }()
	err := c.exchange(ctx, packet, monitorWait, func(p []byte) bool {
		result = nil
		if string(p) == "OK" {
			return true
		}
		if c.stray(p) {
			return false
		}
		digits := p
		if len(p) > 0 && p[0] == 'O' {
			digits = p[1:]
		} else if result = replyError("qRcmd", p); result != nil {
			return true
		}
		text := make([]byte, len(digits)/2)
		if n := decodeHex(text, digits); n != len(text) || len(digits)%2 != 0 {
			result = malformed("qRcmd", p)
			return true
		}
		if !returned {
			out(text)
		}
		return p[0] != 'O'
	})
	if err != nil {
		return err
	}
	return result
}

// maxMonitorText bounds what this package itself wants to know from a monitor command.
const maxMonitorText = 64 << 10

// monitorText runs a command and returns how its output begins.
func (c *Client) monitorText(ctx context.Context, command string) ([]byte, error) {
	var text bytes.Buffer
	err := c.monitor(ctx, command, func(b []byte) {
		text.Write(b[:min(len(b), maxMonitorText-text.Len())])
	})
	return text.Bytes(), err
}
