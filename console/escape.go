package console

// Action is what a person asks of the program, not of the line.
type Action uint8

const (
	Quit      Action = iota + 1 // ~.
	SendBreak                   // ~b
	Help                        // ~?
)

// EscapeHelp explains them.
const EscapeHelp = "~. ends, ~b sends a BREAK, ~~ types a ~, ~? shows this; each at the beginning of a line"

// Escapes finds the escapes of cu and ssh in what is typed. The zero value is at the beginning of a line.
type Escapes struct {
	within bool // of a line
	tilde  bool // the line begins with one, which is held back
}

// Cut returns what is to be sent of p, and the first action that was asked for, with the bytes of p
// that came after it. What a tilde does not begin is sent with it.
func (e *Escapes) Cut(p []byte) (send []byte, action Action, rest []byte) {
	for i, c := range p {
		if !e.tilde && !e.within && c == '~' {
			e.tilde = true
			continue
		}
		if e.tilde {
			e.tilde = false
			action := map[byte]Action{'.': Quit, 'b': SendBreak, 'B': SendBreak, '?': Help}[c]
			if action != 0 {
				return send, action, p[i+1:]
			}
			send = append(send, '~')
			if c == '~' {
				e.within = true
				continue
			}
		}
		send = append(send, c)
		e.within = c != '\r' && c != '\n'
	}
	return send, 0, nil
}
