package rsp

import "bytes"

// splitter tells the packets of a stub from the text of a console that shares its line. It sees what
// goes both ways: what a byte can be depends on what was asked.
//
//	idle      nobody has asked yet, or the stub was left: text, unless a whole stop reply stands in it
//	asking    the kernel is stopped and answers: what lies between $ and #xx is an answer, right or
//	          damaged; the rest is what the console had still to say
//	running   the kernel was resumed: text, in which a stop reply must be found even if it is damaged
//
// A $ holds text back only as long as what follows may be a packet ([splitter.odd]), and never when it
// is quiet ([splitter.expire]). + and - are acknowledgements only as long as one is owed. What was
// sent and comes back as it was is the echo of a terminal, and text.
type splitter struct {
	packets []byte // for the client; taken by the owner
	console []byte // the rest; taken by the owner

	mode    splitMode
	unacked int  // acknowledgements that are owed
	owed    int  // answers that are owed
	fresh   bool // nothing was answered since the last request: another one repeats it
	leaving bool // the request is D: after OK the kernel runs
	talking bool // the stub answered since the kernel ran last
	binary  bool // the answer may hold any byte
	asked   uint // requests counted

	held  []byte // from the $ or % of what may be a packet
	began uint   // asked, when held began
	hash  int    // where # is in held, 0 if it has not come
	odds  int    // bytes of held that do not look like a packet
	lines int    // line ends in held
	word  bool   // the last byte of text was a letter or digit: a + after it is no acknowledgement
	spoke bool   // text came since the last packet either way: a - is no rejection

	out    []byte // of the request being written: as much as is needed to know its echo
	outLen int    // bytes written of it, 0 outside
	outEnd int    // digits of its checksum still to come, plus one; 0 before #
	echo   []byte // the last request, if it is short enough

	inside uint64 // bytes of packets received, complete or not
	line   []byte // the text after the last line end, since the last request: as much as a stop reply has
}

type splitMode uint8

const (
	idle splitMode = iota
	asking
	running
)

const (
	maxEcho = 1 << 10 // a line of a terminal is shorter
	maxStop = 16 << 10
	maxOdd  = 1 // bytes that damage may have done to a packet that still is taken for one
	maxHead = 3 // an answer is known as one by so many bytes at its beginning
	maxText = 4 // lines of text in the middle of an answer
)

// notReplies are packets that kdb prints in its advice: "Entering please attach debugger or use
// $D#44+ or $3#33". No stub answers so.
var notReplies = [][]byte{[]byte("$3#33"), []byte("$D#44")}

// sent takes what is written to the line.
func (s *splitter) sent(p []byte) {
	ahead := 0 // requests in front in the same write; see ahead.go
	for _, c := range p {
		switch {
		case c == byteStart:
			s.out, s.outLen, s.outEnd = append(s.out[:0], c), 1, 0
			continue
		case s.outLen == 0:
			if c == byteNak {
				s.owed++ // the stub says it again
			}
			continue
		}
		s.outLen++
		if len(s.out) < maxEcho {
			s.out = append(s.out, c)
		}
		switch {
		case s.outEnd > 1:
			s.outEnd--
		case c == byteEnd:
			s.outEnd = 3
		}
		if s.outEnd == 1 {
			s.request(ahead)
			ahead++
		}
	}
}

// request takes the packet in out.
func (s *splitter) request(ahead int) {
	s.echo = s.echo[:0]
	if s.outLen == len(s.out) {
		s.echo = append(s.echo, s.out...)
	}
	payload := s.out[1:min(len(s.out), maxEcho)]
	if s.outLen == len(s.out) {
		payload = payload[:len(payload)-3]
	}
	s.outLen, s.outEnd = 0, 0
	s.asked++
	s.line = s.line[:0]
	s.word, s.spoke = false, false
	if s.fresh {
		s.owed++
	} else {
		s.owed = 1
	}
	s.fresh = true
	s.unacked = min(s.unacked, 1+ahead) + 1
	s.leaving = bytes.HasPrefix(payload, []byte("D")) || bytes.HasPrefix(payload, []byte("k")) || bytes.HasPrefix(payload, []byte("R"))
	s.binary = false
	for _, name := range []string{"qXfer:", "x", "vFile:", "j"} {
		s.binary = s.binary || bytes.HasPrefix(payload, []byte(name))
	}
	s.mode = asking
	if resumes(payload) {
		s.mode, s.unacked, s.talking = running, 1, false
	}
	if string(payload) == "3" { // back to kdb's prompt
		s.mode, s.talking = idle, false
	}
}

// resumes reports whether a request makes the target run.
func resumes(payload []byte) bool {
	if len(payload) == 0 {
		return false
	}
	switch payload[0] {
	case 'c', 'C', 's', 'S', 'b', 'F', 'k', 'R': // F: the answer to a request of a running target
		return true
	}
	return bytes.HasPrefix(payload, []byte("vCont;"))
}

// received takes what was read from the line.
func (s *splitter) received(p []byte) {
	for _, c := range p {
		if len(s.held) > 0 {
			s.within(c)
		} else {
			s.without(c)
		}
	}
}

// without takes a byte outside of packets.
func (s *splitter) without(c byte) {
	switch c {
	case byteStart, byteNotify:
		s.hold(c)
	case byteAck, byteNak:
		if s.unacked > 0 && !s.word && (c == byteAck || !s.spoke) {
			s.unacked--
			s.packets = append(s.packets, c)
			return
		}
		s.text(c)
	default:
		s.text(c)
	}
}

func (s *splitter) text(p ...byte) {
	if len(p) > 0 {
		s.console = append(s.console, p...)
		if i := bytes.LastIndexByte(p, '\n'); i >= 0 {
			s.line = append(s.line[:0], p[i+1:]...)
		} else if len(s.line) < maxHello {
			s.line = append(s.line, p...)
		}
		last := p[len(p)-1]
		s.word, s.spoke = isLetter(last) || '0' <= last && last <= '9', true
	}
}

func (s *splitter) hold(c byte) {
	s.held = append(s.held[:0], c)
	s.began, s.hash, s.odds, s.lines = s.asked, 0, 0, 0
}

// drop takes what is held for text, give for a packet.
func (s *splitter) drop() {
	s.text(s.held...)
	s.held = s.held[:0]
}

func (s *splitter) give() {
	s.packets = append(s.packets, s.held...)
	s.word, s.spoke = false, false
	s.held = s.held[:0]
}

// within takes a byte behind a $ or %.
func (s *splitter) within(c byte) {
	if c == byteStart { // it never stands inside of a packet
		s.cut()
		s.hold(c)
		return
	}
	s.held = append(s.held, c)
	n := len(s.held)
	if s.held[0] == byteNotify {
		s.notification(c)
		return
	}
	if s.mode != idle {
		s.inside++
	}
	if s.hash > 0 {
		if n == s.hash+3 {
			s.complete()
		}
		return
	}
	if c == byteEnd {
		s.hash = n - 1
		return
	}
	if s.odd(c) {
		s.odds++
		if c == ' ' && (n == 2 || s.mode != asking) {
			s.odds++ // damage makes few blanks, prompts do
		}
	}
	if c == '\n' {
		s.lines++
	}
	switch {
	case s.owed == 0 || s.mode != asking:
		// Nothing is due, or a short packet is.
		if s.odds > maxOdd || n > maxStop {
			s.drop()
		}
	case n <= maxHead && s.odds > maxOdd, s.lines > maxText && !s.binary:
		s.drop()
	case n > maxPacket: // the decoder says so
		s.give()
	}
}

// odd reports whether the last byte of held, which is no #, is not to be expected in a packet.
func (s *splitter) odd(c byte) bool {
	i := len(s.held) - 1 // 1 is the first behind $
	before := s.held[i-1]
	if s.mode == asking {
		switch {
		case s.binary, before == byteRepeat, before == byteEscape && i > 1:
			return false
		case c == ' ':
			return !bytes.HasPrefix(s.held, []byte("$E.")) // E.errtext
		}
		return c < ' ' || c > '~'
	}
	// What a running target says: Txx..., Sxx, Wxx, Xxx, Exx, E.text, O and hex digits, N, F.
	if i == 1 {
		return bytes.IndexByte([]byte("TSWXEONF"), c) < 0
	}
	switch first := s.held[1]; {
	case first == 'O', first != 'F' && i < 4 && !bytes.HasPrefix(s.held, []byte("$E.")):
		return !isHex(c)
	case first == 'S', first == 'N':
		return true
	}
	return c < ' ' || c > '~' || c == ' ' && s.odds > 0
}

// cut ends what is held where another $ begins.
func (s *splitter) cut() {
	last := s.held[len(s.held)-1]
	switch {
	case s.held[0] == byteNotify:
		s.drop()
	case s.began != s.asked && s.unacked > 0 && (last == byteAck || last == byteNak):
		// "$ " of a shell's prompt, then the acknowledgement of what was asked since.
		s.unacked--
		s.held = s.held[:len(s.held)-1]
		s.drop()
		s.packets = append(s.packets, last)
	case s.mode == asking && s.owed > 0:
		s.carve(len(s.held))
		s.give()
	case s.stopLike() && s.odds == 0:
		s.give()
	default:
		s.drop()
	}
}

// stopLike reports whether a running target began to say why it stops.
func (s *splitter) stopLike() bool {
	return s.mode == running && len(s.held) >= 4 && s.odds <= maxOdd && bytes.IndexByte([]byte("EONF"), s.held[1]) < 0
}

// complete decides about $...#xx.
func (s *splitter) complete() {
	good := s.sumIsRight()
	switch {
	case bytes.Equal(s.held, s.echo), bytes.Equal(s.held, notReplies[0]), bytes.Equal(s.held, notReplies[1]):
		s.drop()
	case good && (s.mode != idle || len(s.held) >= 7 && bytes.IndexByte([]byte("TSWXO"), s.held[1]) >= 0):
		s.answered()
		s.give()
	case s.mode == asking && s.owed > 0:
		if !s.binary {
			s.carve(s.hash)
		}
		s.give()
	case s.stopLike():
		s.give()
	default:
		s.drop()
	}
}

// answered takes note of a good packet in held.
func (s *splitter) answered() {
	s.owed = max(s.owed-1, 0)
	s.fresh = false
	payload := s.held[1:s.hash]
	switch {
	case s.mode == asking && s.leaving && bytes.Equal(payload, []byte("OK")):
		s.mode, s.talking = idle, false
	case s.mode == asking:
		s.talking = true
	case len(payload) > 1 && payload[0] == 'O' && payload[1] != 'K', len(payload) > 0 && payload[0] == 'F':
	default:
		s.mode, s.talking = asking, true
	}
}

func (s *splitter) sumIsRight() bool {
	hi, ok1 := unhex(s.held[s.hash+1])
	lo, ok2 := unhex(s.held[s.hash+2])
	return ok1 && ok2 && hi<<4|lo == checksum(s.held[1:s.hash])
}

// carve takes lines of text out of the damaged answer in held, up to end: a printk that came in its
// middle. A time stamp or level says where the text begins; without one it begins with the first word.
// The answer is asked for again unless its own bytes have the right checksum.
func (s *splitter) carve(end int) {
	body := s.held[1:end]
	to := bytes.LastIndexByte(body, '\n') + 1
	if end == len(s.held) && s.odds > 0 {
		to = len(body)
	}
	if to == 0 {
		return
	}
	odd := bytes.IndexFunc(body[:to], func(r rune) bool { return r <= ' ' || r > '~' })
	if odd < 0 {
		return
	}
	from := bytes.IndexAny(body[:odd], "[<")
	marked := from >= 0
	if !marked {
		from = odd
		for i := odd - 1; i >= 0 && isLetter(body[i]); i-- {
			if !isHex(body[i]) {
				from = i
			}
		}
	}
	if !marked && end < len(s.held) { // the checksum is there
		rest := append(bytes.Clone(body[:from]), body[to:]...)
		hi, _ := unhex(s.held[s.hash+1])
		lo, _ := unhex(s.held[s.hash+2])
		if hi<<4|lo == checksum(rest) {
			return // where the text begins is a guess: nobody may rely on it
		}
	}
	s.text(body[from:to]...)
	s.held = append(s.held[:1+from], s.held[1+to:]...)
}

// notification takes a byte behind %: %name:...#xx, and else it is text, such as "50% done".
func (s *splitter) notification(c byte) {
	n := len(s.held)
	switch {
	case n == 2 && !isLetter(c), c <= ' ', c > '~', n > maxStop:
		s.drop()
	case s.hash > 0 && n == s.hash+3:
		if s.hash > 1 && (s.mode == asking || s.sumIsRight()) {
			s.give() // a damaged one is not asked for again
		} else {
			s.drop()
		}
	case s.hash == 0 && c == byteEnd:
		s.hash = n - 1
	}
}

// expire says that the line has been silent for a while in the middle of what is held. An answer that
// breaks off is the client's to ask for again; a stop reply is due at no time, so that it is made a
// damaged packet here.
func (s *splitter) expire() {
	switch {
	case len(s.held) == 0:
	case s.held[0] == byteStart && s.mode == asking && s.owed > 0 && s.odds <= maxOdd+len(s.held)/16:
	case s.stopLike():
		if s.hash == 0 {
			s.hash = len(s.held)
			s.held = append(s.held, byteEnd)
		}
		for len(s.held) < s.hash+3 {
			s.held = append(s.held, '?')
		}
		s.give()
	default:
		s.drop()
	}
}
