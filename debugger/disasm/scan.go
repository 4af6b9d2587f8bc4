package disasm

// opcodeMap is the table that an opcode byte is looked up in.
type opcodeMap uint8

const (
	oneByte  opcodeMap = 0
	map0F    opcodeMap = 1
	map0F38  opcodeMap = 2
	map0F3A  opcodeMap = 3
	mapOther opcodeMap = 4 // one that only EVEX and XOP reach
)

// encoding is what stands in front of the opcode.
type encoding uint8

const (
	legacy encoding = iota // prefixes and REX
	vex                    // C4, C5
	evex                   // 62
	xop                    // 8F of AMD
)

// Bits of a REX prefix. VEX and EVEX have the same ones, inverted.
const (
	rexW = 8
	rexR = 4
	rexX = 2
	rexB = 1
)

// scan is the part of an instruction up to its ModRM byte (SDM volume 2, sections 2.1 to 2.7).
type scan struct {
	enc      encoding
	table    opcodeMap
	op       byte
	rex      byte // 0x40 to 0x4f, 0 without one; of VEX and EVEX the same bits
	rep      byte // the last F2 or F3 in front, or the one that VEX and EVEX imply; 0 without one
	seg      byte // the last segment override, 0 without one
	lock     bool
	size     bool // 66
	addr     bool // 67
	long     bool // VEX.L, or EVEX.L'L is not 0
	fwait    byte // bytes 9B in front of an x87 instruction
	nprefix  int  // bytes before the opcode and its 0F, 38, 3A or VEX
	modrm    int  // index of the byte behind the opcode
	mod      byte // of that byte, taken for a ModRM byte; 0 if code ends
	reg      byte
	rm       byte
	vvvv     byte // of VEX
	number   byte // of the map of VEX, EVEX and XOP
	hasModRM bool // there is a byte behind the opcode; whether it is a ModRM byte is up to the opcode
}

// read scans code; false if it ends before the opcode.
func (s *scan) read(code []byte) bool {
	p := s.prefixes(code)
	s.nprefix = p
	if p >= len(code) {
		return false
	}
	b := code[p]
	p++
	switch {
	case b == 0x0f:
		if p >= len(code) {
			return false
		}
		s.table, b = map0F, code[p]
		p++
		if b == 0x38 || b == 0x3a {
			if p >= len(code) {
				return false
			}
			s.table = map0F38
			if b == 0x3a {
				s.table = map0F3A
			}
			b = code[p]
			p++
		}
	case b == 0xc4 || b == 0xc5 || b == 0x62 || b == 0x8f && p < len(code) && code[p]&0x1f >= 8:
		n := s.vector(b, code[p:])
		if n == 0 {
			return false
		}
		b = code[p+n]
		p += n + 1
	}
	s.op, s.modrm = b, p
	if p < len(code) {
		s.hasModRM = true
		s.mod, s.reg, s.rm = code[p]>>6, code[p]>>3&7, code[p]&7
		if s.table == map0F && s.op&0xfc == 0x20 { // control and debug registers: the CPU takes mod for 3
			s.mod = 3
		}
	}
	return true
}

// prefixes reads the legacy prefixes and REX, and gives the index of what follows them.
func (s *scan) prefixes(code []byte) int {
	p := 0
	if n := fwaits(code); n > 0 {
		s.fwait, p = byte(n), n
	}
	for ; p < len(code); p++ {
		switch b := code[p]; b {
		case 0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65:
			s.seg = b
		case 0x66:
			s.size = true
		case 0x67:
			s.addr = true
		case 0xf0:
			s.lock = true
		case 0xf2, 0xf3:
			s.rep = b
		default:
			if b&0xf0 != 0x40 {
				return p
			}
			// A REX byte counts only right before the opcode.
			if p+1 < len(code) && !isPrefix(code[p+1]) {
				s.rex = b
			}
		}
	}
	return p
}

func isPrefix(b byte) bool {
	switch b {
	case 0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65, 0x66, 0x67, 0xf0, 0xf2, 0xf3:
		return true
	}
	return b&0xf0 == 0x40
}

// fwaits counts the waits that belong to the x87 instruction behind them, as gdb and the assembler have
// it: fstcw is a wait and fnstcw. To the CPU they are instructions of their own.
func fwaits(code []byte) int {
	for n := 1; n <= 2 && n < len(code) && code[n-1] == 0x9b; n++ {
		if code[n]&0xf8 == 0xd8 {
			return n
		}
	}
	return 0
}

// vector reads what follows the first byte of a VEX, EVEX or XOP prefix, and gives how many bytes that
// is; 0 if there is no opcode behind it.
func (s *scan) vector(first byte, code []byte) int {
	var v, w byte // the bytes with R X B and the map, and with W vvvv and pp
	n := 2
	switch first {
	case 0xc5:
		n = 1
	case 0x62:
		n = 3
	}
	if len(code) <= n {
		return 0
	}
	switch first {
	case 0xc5:
		v, w = code[0]&0x80|0x61, code[0]&0x7f
	default:
		v, w = code[0], code[1]
	}
	s.rex = 0x40 | ^v>>5&7 | w>>4&8
	s.rep, s.size = [...]byte{0, 0, 0xf3, 0xf2}[w&3], w&3 == 1
	s.vvvv, s.long = ^w>>3&15, w&4 != 0
	m := v & 0x1f
	switch first {
	case 0xc4, 0xc5:
		s.enc = vex
	case 0x8f:
		s.enc = xop
	case 0x62:
		s.enc, s.long, m = evex, code[2]&0x60 != 0, v&7
	}
	s.table, s.number = mapOther, m
	if m >= 1 && m <= 3 && s.enc != xop {
		s.table = opcodeMap(m)
	}
	return n
}

// modrmLen is the length in bytes of ModRM, SIB and displacement; 0 if code ends before their end.
func (s *scan) modrmLen(code []byte) int {
	if !s.hasModRM {
		return 0
	}
	n := 1
	switch {
	case s.mod == 3:
	case s.rm == 4:
		n++
		if s.modrm+1 >= len(code) {
			return 0
		}
		if s.mod == 0 && code[s.modrm+1]&7 == 5 {
			n += 4
		}
	case s.mod == 0 && s.rm == 5:
		n += 4
	}
	switch s.mod {
	case 1:
		n++
	case 2:
		n += 4
	}
	if s.modrm+n > len(code) {
		return 0
	}
	return n
}

// vectorLen is the length of an instruction with VEX, EVEX or XOP, which all have the same form: a ModRM
// byte, with one exception, and an immediate that depends on map and opcode alone. 0 if code ends before
// its end or the map is not known.
func (s *scan) vectorLen(code []byte) int {
	if s.enc == vex && s.table == map0F && s.op == 0x77 {
		return s.modrm
	}
	m := s.modrmLen(code)
	if m == 0 {
		return 0
	}
	n := s.modrm + m
	switch s.table {
	case map0F:
		switch s.op {
		case 0x70, 0x71, 0x72, 0x73, 0xc2, 0xc4, 0xc5, 0xc6:
			n++
		}
	case map0F38:
	case map0F3A:
		n++
	default:
		switch {
		case s.enc == evex && (s.number == 5 || s.number == 6), s.enc == xop && s.number == 9:
		case s.enc == xop && s.number == 8:
			n++
		case s.enc == xop && s.number == 10:
			n += 4
		default:
			return 0
		}
	}
	if n > len(code) {
		return 0
	}
	return n
}
