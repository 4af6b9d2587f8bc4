package rsp

import (
	"context"
	"encoding/hex"
	"time"
)

// monitorWait is how long a monitor command may be silent: OpenOCD resets hardware in one.
const monitorWait = 30 * time.Second

// Monitor runs a command of the stub's own (qRcmd) and hands its output to out piece by piece. The
// output comes in O packets and ends with OK; a reply that is hex by itself is output too.
func (c *Client) Monitor(ctx context.Context, command string, out func([]byte)) error {
	if err := c.begin(ctx); err != nil {
		return err
	}
	defer c.release()
	return c.monitor(ctx, command, out)
}

func (c *Client) monitor(ctx context.Context, command string, out func([]byte)) error {
	var result error
	err := c.exchange(ctx, []byte("qRcmd,"+hex.EncodeToString([]byte(command))), monitorWait, func(p []byte) bool {
		result = nil
		if string(p) == "OK" {
			return true
		}
		digits := p
		if len(p) > 1 && p[0] == 'O' {
			digits = p[1:]
		} else if result = replyError("monitor "+printable([]byte(command), 40), p); result != nil {
			return true
		}
		text := make([]byte, len(digits)/2)
		if n := decodeHex(text, digits); n != len(text) || len(digits)%2 != 0 {
			result = malformed("qRcmd", p)
			return true
		}
		out(text)
		return p[0] != 'O'
	})
	if err != nil {
		return err
	}
	return result
}
