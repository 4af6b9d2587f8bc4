//go:build linux || darwin

package repl

import "testing"

// Blocks at a terminal: the prompt says how deep it is, the lines are in the history, Ctrl-C leaves a
// block that is being typed and a loop that does not end.
func TestTerminalBlocks(t *testing.T) {
	c := start(t, nil, "good:1")
	c.expect(prompt)
	c.send("define twice\r")
	c.expect("Type commands for definition of \"twice\".\r\nEnd with a line saying just \"end\".\r\n")
	c.expect(">")
	c.send("if $argc\r")
	c.expect("\n >")
	c.send("ech\t$arg0$arg0\\n\r")
	c.expect("\n >")
	c.send("end\r")
	c.expect("\n>")
	c.send("end\r")
	c.expect(prompt)
	c.send("twice ab\r")
	c.expect("\nabab\r\n")
	c.expect(prompt)
	c.send("\r") // once more
	c.expect("\nabab\r\n")
	c.expect(prompt)
	c.send("tw\t") // a defined command completes like others
	c.expect("twice ")
	c.send("x\r")
	c.expect("\nxx\r\n")
	c.expect(prompt)

	c.send("while 1\r")
	c.expect("\n >")
	c.send(ctrlC)
	c.expect("interrupted")
	c.expect(prompt)
	c.send("set $n = 0\r")
	c.expect(prompt)
	c.send("while 1\r")
	c.expect("\n >")
	c.send("set $n = $n + 1\r")
	c.expect("\n >")
	c.send("if $n == 1\r")
	c.expect("\n  >")
	c.send("echo looping\\n\r")
	c.expect("\n  >")
	c.send("end\r")
	c.expect("\n >")
	c.send("end\r")
	c.expect("\nlooping\r\n")
	c.send(ctrlC)
	c.expect("interrupted")
	c.expect(prompt)
	c.send("\x1b[A\x1b[A\r") // past the ends, to a line of the block
	c.expect("looping\r\n")
	c.expect(prompt)
	c.send("quit\r")
	if status := c.ends(); status != 0 {
		t.Errorf("status %d", status)
	}
}
