package disasm

// opcodeMap is the table that an opcode byte is looked up in.
type opcodeMap uint8

const (
	oneByte  opcodeMap = 0
	map0F    opcodeMap = 1
	map0F38  opcodeMap = 2
	map0F3A  opcodeMap = 3
	mapOther opcodeMap = 4 // those that only VEX, EVEX and XOP reach
)

// encoding is what stands in front of the opcode.
type encoding uint8

const (
	legacy encoding = iota // prefixes and REX
	vex                    // C4, C5
	evex                   // 62
	xop                    // 8F of AMD
)

// scan is the part of an instruction up to its ModRM byte.
type scan struct {
	enc     encoding
	table   opcodeMap
	op      byte
	rex     byte // 0x40 to 0x4f, 0 without one; of VEX and EVEX the same bits
	rep     byte // the last F2 or F3 in front, or the one that VEX and EVEX imply; 0 without one
	seg     byte // the last segment override, 0 without one
	lock    bool
	size    bool // 66
	addr    bool // 67
	nprefix int  // bytes before the opcode and its 0F, 38 and 3A
	modrm   int  // index of the byte behind the opcode
	reg     byte // ModRM.reg, if there is a byte behind the opcode
	mod     byte // ModRM.mod
	rm      byte // ModRM.rm
	more    bool // there is a byte behind the opcode
}

// read scans code; false if it ends before the opcode.
func (s *scan) read(code []byte) bool {
	p := 0
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
				goto opcode
			}
			// A REX byte counts only right before the opcode.
			if p+1 < len(code) && !isPrefix(code[p+1]) {
				s.rex = b
			}
		}
	}
opcode:
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
	case b == 0xc5 && s.rex == 0:
		s.enc = vex
		if p+1 >= len(code) {
			return false
		}
		v := code[p]
		s.rex = 0x40 | ^v>>5&4
		s.table, s.rep, s.size = map0F, [...]byte{0, 0, 0xf3, 0xf2}[v&3], v&3 == 1
		b = code[p+1]
		p += 2
	case (b == 0xc4 || b == 0x62 || b == 0x8f && p < len(code) && code[p]&0x1f >= 8) && s.rex == 0:
		n := 2
		s.enc = vex
		switch b {
		case 0x62:
			s.enc, n = evex, 3
		case 0x8f:
			s.enc = xop
		}
		if p+n >= len(code) {
			return false
		}
		v, w := code[p], code[p+1]
		s.rex = 0x40 | ^v>>5&7 | w>>4&8
		s.rep, s.size = [...]byte{0, 0, 0xf3, 0xf2}[w&3], w&3 == 1
		s.table = mapOther
		m := v & 0x1f
		if s.enc == evex {
			m = v & 7
		}
		if m >= 1 && m <= 3 && s.enc != xop {
			s.table = opcodeMap(m)
		}
		b = code[p+n]
		p += n + 1
	}
	s.op, s.modrm = b, p
	if p < len(code) {
		s.more = true
		s.mod, s.reg, s.rm = code[p]>>6, code[p]>>3&7, code[p]&7
	}
	return true
}

func isPrefix(b byte) bool {
	switch b {
	case 0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65, 0x66, 0x67, 0xf0, 0xf2, 0xf3:
		return true
	}
	return b&0xf0 == 0x40
}

// kind classifies by opcode: SDM volume 2, appendix A.
func (s *scan) kind() Kind {
	if s.enc != legacy {
		return Other
	}
	switch s.table {
	case oneByte:
		return s.kind1()
	case map0F:
		switch op := s.op; {
		case op&0xf0 == 0x80:
			return CondJump
		case op == 0x05, op == 0x34:
			return Syscall
		case op == 0x07, op == 0x35:
			return SyscallReturn
		case op == 0x0b, op == 0xb9, op == 0xff:
			return Undefined
		case op == 0x01 && s.rep == 0xf3 && s.mod == 3 && s.reg == 5 && s.rm == 4:
			return InterruptReturn // uiret
		}
	}
	return Other
}

func (s *scan) kind1() Kind {
	switch op := s.op; {
	case op&0xf0 == 0x70, op >= 0xe0 && op <= 0xe3:
		return CondJump
	case op == 0xe8:
		return Call
	case op == 0xe9, op == 0xeb:
		return Jump
	case op == 0xff && (s.reg == 2 || s.reg == 3):
		return Call
	case op == 0xff && (s.reg == 4 || s.reg == 5):
		return Jump
	case op == 0xc7 && s.mod == 3 && s.reg == 7 && s.rm == 0:
		return CondJump // xbegin
	case op == 0xc2, op == 0xc3, op == 0xca, op == 0xcb:
		return Return
	case op == 0xcc, op == 0xcd, op == 0xf1:
		return Interrupt
	case op == 0xcf:
		return InterruptReturn
	case op == 0xf4:
		return Halt
	}
	return Other
}

// relative is how many bytes at the end of the instruction are a distance to its target.
func (s *scan) relative() int {
	if s.enc != legacy {
		return 0
	}
	long := 4
	switch op := s.op; {
	case s.table == map0F && op&0xf0 == 0x80:
		return long
	case s.table != oneByte:
		return 0
	case op&0xf0 == 0x70, op >= 0xe0 && op <= 0xe3, op == 0xeb:
		return 1
	case op == 0xe8, op == 0xe9:
		return long
	case op == 0xc7 && s.mod == 3 && s.reg == 7 && s.rm == 0:
		if s.size && s.rex&8 == 0 {
			return 2
		}
		return long
	}
	return 0
}
