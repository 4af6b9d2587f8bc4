package rsp

import (
	"strings"
	"testing"
)

// play runs lines of "> sent", "< received" and "~" (silence) through a splitter. Lines may hold \n and \r.
func play(t *testing.T, script string, step int) (packets, console string) {
	t.Helper()
	var s splitter
	for line := range strings.Lines(script) {
		line = strings.NewReplacer(`\n`, "\n", `\r`, "\r", `\x20`, " ").Replace(strings.Trim(line, "\t\n"))
		switch {
		case line == "":
		case line == "~":
			s.expire()
		case line[0] == '>':
			s.sent([]byte(sums(line[2:])))
		default:
			for p := []byte(sums(line[2:])); len(p) > 0; {
				n := min(step, len(p))
				s.received(p[:n])
				p = p[n:]
			}
		}
	}
	return string(s.packets), string(s.console)
}

// sums puts the right checksum for each "#..".
func sums(s string) string {
	for {
		i := strings.Index(s, "#..")
		if i < 0 {
			return s
		}
		from := strings.LastIndexAny(s[:i], "$%") + 1
		sum := checksum([]byte(s[from:i]))
		s = s[:i+1] + string([]byte{hexDigits[sum>>4], hexDigits[sum&15]}) + s[i+3:]
	}
}

func TestSplitter(t *testing.T) {
	for _, tt := range []struct{ name, script, packets, console string }{
		{"text alone", "< login: \\r\\n+-+ 50% + $ ls #1 $HOME#ab", "", "login: \r\n+-+ 50% + $ ls #1 $HOME#ab"},
		{"boot, attach", "< [    1.0] a\\r\\n\n> +$qSupported#..\n< +$#..\n> +$?#..\n< +$T05thread:01;#..", "+$#00+$T05thread:01;#..", "[    1.0] a\r\n"},
		{"kdb's advice", "< Entering please attach debugger or use $D#44+ or $3#33\\r\\n\n> +$?#..\n< +$S05#..", "+$S05#..", "Entering please attach debugger or use $D#44+ or $3#33\r\n"},
		{"kdb's prompt", "< \\r\\n[0]kdb> \n> +$?#..\n< +$S05#..", "+$S05#..", "\r\n[0]kdb> "},
		{"echo of a terminal", "< login: \n> +$qSupported:a+;b-#..\n< +$qSupported:a+;b-#..\\r\\nPassword:", "+", "login: $qSupported:a+;b-#..\r\nPassword:"},
		{"date while asking", "> $?#..\n< 2026-11-21 login: ", "", "2026-11-21 login: "},
		{"prompt before the acknowledgement", "< root$\n> $?#..\n< +$S05#..", "+$S05#..", "root$"},
		{"running", "> $c#..\n< +a+b\\r\\n- $T0\\r\\n$5.00 #12\\r\\n$T05thread:01;#..", "+$T05thread:01;#..", "a+b\r\n- $T0\r\n$5.00 #12\r\n"},
		{"prompt while running", "> $c#..\n< +host:~$ ", "+", "host:~$ "},
		{"variable while running", "> $c#..\n< +$PATH\\r\\n", "+", "$PATH\r\n"},
		{"right checksum in text", "> $c#..\n< +$HOME is#..", "+", "$HOME is#.."},
		{"kgdbcon", "> $c#..\n< +$O6869#..\n> +\n< x$T05thread:01;#..", "+$O6869#..$T05thread:01;#..", "x"},
		{"damaged stop", "> $c#..\n< +$T05thrEad:01;#00\n> -\n< $T05thread:01;#..", "+$T05thrEad:01;#00$T05thread:01;#..", ""},
		{"damaged letter", "> $c#..\n< +$t05thread:01;#00", "+$t05thread:01;#00", ""},
		{"stop without its end", "> $c#..\n< +$T05thread:01;\n~", "+$T05thread:01;#??", ""},
		{"stop without a digit", "> $c#..\n< +$T05thread:01;#0\n~", "+$T05thread:01;#0?", ""},
		{"lone dollar", "> $c#..\n< +give me $\n~\n< 5#", "+", "give me $5#"},
		{"damaged answer", "> $g#..\n< +$00112233#00\n> -\n< $00112234#..", "+$00112233#00$00112234#..", ""},
		{"printk in the middle", "> $g#..\n< +$0011[    5.1] usb 1-1: new +\\r\\n2233#8c", "+$00112233#8c", "[    5.1] usb 1-1: new +\r\n"},
		{"the same without a time", "> $g#..\n< +$0011usb 1-1: new\\r\\n2233#00", "+$00112233#00", "usb 1-1: new\r\n"},
		{"a guess that fits is none", "> $g#..\n< +$0011usb 1-1: new\\r\\n2233#8c", "+$0011usb 1-1: new\r\n2233#8c", ""},
		{"printk with a dollar", "> $g#..\n< +$0011[ 5.1] cost $5\\r\\n2233#00\n> -\n< $00112233#..", "+$0011$52233#00$00112233#..", "[ 5.1] cost \r\n"},
		{"xml", "> $qXfer:features:read:target.xml:0,80#..\n< +$l<x>\\r\\n <y>\\n\\n\\n\\n\\n\\n#..", "+$l<x>\r\n <y>\n\n\n\n\n\n#..", ""},
		{"run length with blanks", "> $g#..\n< +$0* 0* 0* 0* #..", "+$0* 0* 0* 0* #..", ""},
		{"error text", "> $g#..\n< +$E.not that way#..", "+$E.not that way#..", ""},
		{"prompt while asking", "> $?#..\n< user$ ls -l\\r\\n", "", "user$ ls -l\r\n"},
		{"after detach", "> $D#..\n< +$OK#..a+b $T#.. -\\r\\n", "+$OK#..", "a+b $T#.. -\r\n"},
		{"a stop nobody waits for", "< boom\\r\\n$T05thread:02;#..", "$T05thread:02;#..", "boom\r\n"},
		{"answer given twice", "> $g#..\n< +$0102#..$0102#..", "+$0102#..$0102#..", ""},
		{"rejected", "> $c#..\n< -\n> $c#..\n< +", "-+", ""},
		{"notification", "> $?#..\n< +%Stop:x#..50% +$S05#..", "+%Stop:x#..$S05#..", "50% +"},
	} {
		for _, step := range []int{1, 7, 1000} {
			packets, console := play(t, tt.script, step)
			if packets != sums(tt.packets) || console != sums(tt.console) {
				t.Errorf("%s, by %d:\npackets %q\nwant    %q\nconsole %q\nwant    %q", tt.name, step, packets, sums(tt.packets), console, sums(tt.console))
				break
			}
		}
	}
}

// Whatever comes, every byte goes one way, what is held is bounded, and how reads cut the stream does
// not matter.
func FuzzSplitter(f *testing.F) {
	f.Add([]byte("+$g#67"), []byte("+$0011[ 1.0] $a\r\n2233#00login: $ %a#bb"), uint8(3))
	f.Add([]byte("$c#63-"), []byte("+$T05#b9$D#44$OK#9a"), uint8(1))
	f.Add([]byte("$D#44"), []byte("$OK#9a+-$T05#b9"), uint8(1))
	f.Fuzz(func(t *testing.T, sent, received []byte, step uint8) {
		run := func(step int) (packets, console string) {
			var s splitter
			s.sent(sent)
			for p := received; len(p) > 0; {
				n := min(step, len(p))
				s.received(p[:n])
				if len(s.held) > maxPacket+1 || len(s.out) > maxEcho || len(s.echo) > maxEcho {
					t.Fatalf("it keeps %d, %d and %d bytes", len(s.held), len(s.out), len(s.echo))
				}
				p = p[n:]
			}
			var count [256]int
			for _, c := range received {
				count[c]++
			}
			for _, part := range [][]byte{s.packets, s.console, s.held} {
				for _, c := range part {
					count[c]--
				}
			}
			if count != [256]int{} {
				t.Fatalf("%q became packets %q, console %q and %q", received, s.packets, s.console, s.held)
			}
			s.expire()
			return string(s.packets), string(s.console)
		}
		p1, c1 := run(int(step) + 1)
		p2, c2 := run(len(received) + 1)
		if p1 != p2 || c1 != c2 {
			t.Fatalf("packets %q or %q, console %q or %q", p1, p2, c1, c2)
		}
	})
}

// Whatever a running target prints, its stop is seen, and text with no packet in it stays whole.
func FuzzSplitterStop(f *testing.F) {
	f.Add([]byte("login: $ echo $HOME #1 50% + -\r\n"))
	f.Add([]byte("$T05thr"))
	f.Fuzz(func(t *testing.T, text []byte) {
		const stop = "$T05thread:01;#07"
		var s splitter
		s.sent([]byte("$c#63"))
		s.received([]byte("+"))
		s.received(text)
		s.received([]byte(stop))
		if !strings.HasSuffix(string(s.packets), stop) {
			t.Fatalf("after %q the stop is not seen: packets %q, console %q", text, s.packets, s.console)
		}
		if !strings.ContainsAny(string(text), "TSWXEONF%#") && string(s.console) != string(text) {
			t.Fatalf("%q became %q", text, s.console)
		}
	})
}
