package transport

import (
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
)

// target is what the user wrote, taken apart. Exactly one of addr and command is set.
type target struct {
	network string   // "tcp", "telnet", "unix", "exec", "serial" or "pipe"
	addr    string   // HOST:PORT, PATH, or the name of a port or pipe
	baud    int      // of a serial port
	dtr     string   // "on", "off", or "" to leave it as it is; of a serial port
	rts     string   // the same
	command []string // words; the first is the program
}

// String gives a form that parseTarget takes back to an equal target.
func (t target) String() string {
	switch t.network {
	case "exec":
		return "exec:" + joinWords(t.command)
	case "serial":
		s := fmt.Sprintf("serial:%s,%d", t.addr, t.baud)
		if t.dtr != "" {
			s += ",dtr=" + t.dtr
		}
		if t.rts != "" {
			s += ",rts=" + t.rts
		}
		return s
	case "pipe":
		return t.addr
	}
	return t.network + ":" + t.addr
}

func parseTarget(s string) (target, error) {
	if rest, ok := strings.CutPrefix(s, "tcp:"); ok {
		return parseTCP(rest)
	}
	if rest, ok := strings.CutPrefix(s, "telnet:"); ok {
		t, err := parseTCP(rest)
		t.network = "telnet"
		return t, err
	}
	if path, ok := strings.CutPrefix(s, "unix:"); ok {
		if path == "" {
			return target{}, errors.New("unix: needs the path of a socket")
		}
		if strings.ContainsRune(path, 0) {
			return target{}, errors.New("unix: the path has a NUL byte in it")
		}
		return target{network: "unix", addr: path}, nil
	}
	if port, ok := strings.CutPrefix(s, "serial:"); ok {
		return parseSerial(port)
	}
	if strings.HasPrefix(s, `\\.\pipe\`) {
		return target{network: "pipe", addr: s}, nil
	}
	command, isExec := strings.CutPrefix(s, "exec:")
	if !isExec {
		command, isExec = strings.CutPrefix(s, "|")
	}
	if isExec {
		words, err := splitWords(command)
		if err != nil {
			return target{}, fmt.Errorf("exec: %w", err)
		}
		if len(words) == 0 || words[0] == "" {
			return target{}, errors.New("exec: needs a command")
		}
		return target{network: "exec", command: words}, nil
	}
	return parseTCP(s)
}

// parseSerial reads DEVICE[,BAUD][,dtr=on|off][,rts=on|off].
func parseSerial(s string) (target, error) {
	name, rest, more := strings.Cut(s, ",")
	t := target{network: "serial", addr: name, baud: defaultBaud}
	if name == "" || strings.ContainsRune(name, 0) {
		return target{}, errors.New("serial: needs a port, as in serial:/dev/ttyUSB0,115200 or serial:COM3; kbreak ports lists those of this machine")
	}
	for more {
		var word string
		word, rest, more = strings.Cut(rest, ",")
		switch word {
		case "dtr=on", "dtr=off":
			t.dtr = word[len("dtr="):]
		case "rts=on", "rts=off":
			t.rts = word[len("rts="):]
		default:
			n, err := strconv.Atoi(strings.TrimSuffix(word, "n8")) // as kgdboc and console= have it
			if err != nil || n <= 0 || n > 100_000_000 {
				return target{}, fmt.Errorf("serial: %q is not a number of bits a second, such as 115200, nor dtr=on, dtr=off, rts=on or rts=off", word)
			}
			t.baud = n
		}
	}
	return t, nil
}

func parseTCP(s string) (target, error) {
	const forms = "want HOST:PORT, telnet:HOST:PORT, unix:PATH, serial:DEVICE,BAUD or exec:COMMAND"
	if s == "" {
		return target{}, errors.New("empty target: " + forms)
	}
	if strings.HasPrefix(s, "/dev/") {
		return target{}, fmt.Errorf("target %q: write serial:%s,115200 for a serial port", s, s)
	}
	host, port, err := net.SplitHostPort(s)
	if err != nil {
		if _, numErr := strconv.ParseUint(s, 10, 16); numErr == nil {
			return target{}, fmt.Errorf("target %q has no colon: write :%s for a port of this machine", s, s)
		}
		// net's reason is "missing port in address" or about brackets: worth showing.
		var addrErr *net.AddrError
		if errors.As(err, &addrErr) {
			return target{}, fmt.Errorf("target %q: %s: %s", s, addrErr.Err, forms)
		}
		return target{}, fmt.Errorf("target %q: %w: %s", s, err, forms)
	}
	if strings.ContainsAny(host, " \t\r\n/\\\x00[]") {
		return target{}, fmt.Errorf("target %q: %q is no host name: %s", s, host, forms)
	}
	if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
		return target{}, fmt.Errorf("target %q: port %q is not a number from 1 to 65535", s, port)
	}
	return target{network: "tcp", addr: net.JoinHostPort(host, port)}, nil
}

// isBlank says which characters separate words. Line ends are among them because a target may come
// from a script.
func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// splitWords splits a command by the rules in the package comment.
func splitWords(s string) ([]string, error) {
	var words []string
	var word []byte
	inWord := false
	var quote byte // the quote we are inside of, or 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == 0:
			return nil, errors.New("the command has a NUL byte in it")
		case quote == '\'' && c != '\'':
			word = append(word, c)
		case c == '\\' && i+1 < len(s) && escapable(s[i+1], quote):
			i++
			word, inWord = append(word, s[i]), true
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && (c == '\'' || c == '"'):
			quote, inWord = c, true
		case quote == 0 && isBlank(c):
			if inWord {
				words = append(words, string(word))
			}
			word, inWord = nil, false
		default:
			word, inWord = append(word, c), true
		}
	}
	if quote != 0 {
		return nil, fmt.Errorf("the command ends inside %c quotes", quote)
	}
	if inWord {
		words = append(words, string(word))
	}
	return words, nil
}

// escapable says whether a backslash before c takes c's special meaning away.
func escapable(c, quote byte) bool {
	if quote == '"' {
		return c == '"' || c == '\\'
	}
	return c == '\\' || c == '\'' || c == '"' || isBlank(c)
}

// joinWords is the inverse of splitWords.
func joinWords(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		switch {
		case w != "" && !strings.ContainsAny(w, " \t\r\n'\"\\"):
			quoted[i] = w
		case !strings.Contains(w, "'"):
			quoted[i] = "'" + w + "'"
		default:
			quoted[i] = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(w) + `"`
		}
	}
	return strings.Join(quoted, " ")
}
