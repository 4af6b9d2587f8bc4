package disasm

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// gapText lists the instructions that x86asm v0.32.0 does not know, or takes for others. It is asked
// first. A line has, in the SDM's and AMD's own notation,
//
//	[VEX[.L0|.L1]] [66|F2|F3] opcode [ModRM | /digit | /r][:r|:m]  mnemonic  operands
//
// where :r wants a register in ModRM.rm and :m memory, and the first line that fits counts: one without
// a prefix takes any. A mnemonic that ends in * has the suffix d or q, one that ends in ? has AT&T's
// suffix where the operand is in memory. Operands are a place and a size:
//
//	G ModRM.reg    E ModRM.rm    V xmm of reg    W xmm of rm   T tmm of reg   X tmm of rm   H tmm of vvvv
//	B bnd of reg   C bnd of rm   Z control register of reg   D debug register of reg   I immediate byte (no size)
//	b w d q o x: 1, 2, 4, 8, 16, 16 (xmm) bytes   y: 4, with W 8   v: 2, 4 or 8   a: an address   0: none
//
// What follows "att" is printed in AT&T syntax only, as it stands.
const gapText = `
0F 01 C0           enclv
0F 01 C1           vmcall
0F 01 C2           vmlaunch
0F 01 C3           vmresume
0F 01 C4           vmxoff
0F 01 C5           pconfig
F2 0F 01 C6        rdmsrlist
F3 0F 01 C6        wrmsrlist
0F 01 C6           wrmsrns
0F 01 C8           monitor    att %rax,%ecx,%edx
0F 01 C9           mwait      att %eax,%ecx
F2 0F 01 CA        erets
F3 0F 01 CA        eretu
0F 01 CA           clac
0F 01 CB           stac
66 0F 01 CC        tdcall
66 0F 01 CD        seamret
66 0F 01 CE        seamops
66 0F 01 CF        seamcall
0F 01 CF           encls
0F 01 D4           vmfunc
0F 01 D7           enclu
0F 01 D8           vmrun
F2 0F 01 D9        vmgexit
F3 0F 01 D9        vmgexit
0F 01 D9           vmmcall
0F 01 DA           vmload
0F 01 DB           vmsave
0F 01 DC           stgi
0F 01 DD           clgi
0F 01 DE           skinit
0F 01 DF           invlpga
F2 0F 01 E8        xsusldtrk
F3 0F 01 E8        setssbsy
0F 01 E8           serialize
F2 0F 01 E9        xresldtrk
F3 0F 01 EA        saveprevssp
F3 0F 01 EC        uiret
F3 0F 01 ED        testui
F3 0F 01 EE        clui
0F 01 EE           rdpkru
F3 0F 01 EF        stui
0F 01 EF           wrpkru
F3 0F 01 /5:m      rstorssp   Eq
F3 0F 01 FA        mcommit
0F 01 FA           monitorx   att %rax,%ecx,%edx
0F 01 FB           mwaitx     att %eax,%ecx,%ebx
0F 01 FC           clzero
F3 0F 01 FD        rmpquery
0F 01 FD           rdpru
F2 0F 01 FE        rmpupdate
F3 0F 01 FE        rmpadjust
0F 01 FE           invlpgb
F2 0F 01 FF        pvalidate
F3 0F 01 FF        psmash
0F 01 FF           tlbsync
F2 0F 00 /6        lkgs       Ew
F3 0F 09           wbnoinvd
0F 0E              femms
0F 0D /0:m         prefetch   Eb
0F 0D /2:m         prefetchwt1 Eb
0F 18 /4           nop?       Ev
0F 18 /5           nop?       Ev
0F 18 /6:r         nop?       Ev
0F 18 /7:r         nop?       Ev
0F 18 /6:m         prefetchit1 Eb
0F 18 /7:m         prefetchit0 Eb
0F 18 /r:r         nop?       Ev
0F 19 /r           nop?       Ev
F2 0F 1A /r        bndcu      B0 Ea
F3 0F 1A /r        bndcl      B0 Ea
66 0F 1A /r        bndmov     B0 C0
0F 1A /r:m         bndldx     B0 E0
F2 0F 1B /r        bndcn      B0 Ea
F3 0F 1B /r:m      bndmk      B0 E0
66 0F 1B /r        bndmov     C0 B0
0F 1B /r:m         bndstx     E0 B0
0F 1A /r           nop?       Ev
0F 1B /r           nop?       Ev
0F 1C /0:m         cldemote   Eb
0F 1C /r           nop?       Ev
0F 1D /r           nop?       Ev
F3 0F 1E FA        endbr64
F3 0F 1E FB        endbr32
F3 0F 1E /1:r      rdssp*     Ey
0F 1E /r           nop?       Ev
0F 1F /r           nop?       Ev
0F 20 /r           mov        Eq Z0
0F 21 /r           mov        Eq D0
0F 22 /r           mov        Z0 Eq
0F 23 /r           mov        D0 Eq
0F 37              getsec
66 0F 78 /r:r      extrq      W0 I I
F2 0F 78 /r:r      insertq    V0 W0 I I
0F 78 /r           vmread     Eq Gq
66 0F 79 /r:r      extrq      V0 W0
F2 0F 79 /r:r      insertq    V0 W0
0F 79 /r           vmwrite    Gq Eq
0F A6 C0           montmul
0F A6 C8           xsha1
0F A6 D0           xsha256
0F A7 C0           xstore-rng
0F A7 C8           xcrypt-ecb
0F A7 D0           xcrypt-cbc
0F A7 D8           xcrypt-ctr
0F A7 E0           xcrypt-cfb
0F A7 E8           xcrypt-ofb
0F B9 /r           ud1        Gv Ev
0F FF /r           ud0        Gv Ev
F3 0F AE /4        ptwrite?   Ey
F3 0F AE /5:r      incssp*    Ey
66 0F AE /6:r      tpause     Ed
F2 0F AE /6:r      umwait     Ed
F3 0F AE /6:r      umonitor   Ea
66 0F AE /6:m      clwb       Eb
F3 0F AE /6:m      clrssbsy   Eq
66 0F AE /7:m      clflushopt Eb
66 0F C7 /6:m      vmclear    Eq
F3 0F C7 /6:m      vmxon      Eq
0F C7 /6:m         vmptrld    Eq
F3 0F C7 /6:r      senduipi   Eq
0F C7 /6:r         rdrand     Ev
0F C7 /7:m         vmptrst    Eq
F3 0F C7 /7:r      rdpid      Eq
0F C7 /7:r         rdseed     Ev
66 0F 38 80 /r:m   invept     Gq Eo
66 0F 38 81 /r:m   invvpid    Gq Eo
66 0F 38 82 /r:m   invpcid    Gq E0
66 0F 38 CF /r     gf2p8mulb  V0 Wx
F3 0F 38 D8 /0:m   aesencwide128kl E0
F3 0F 38 D8 /1:m   aesdecwide128kl E0
F3 0F 38 D8 /2:m   aesencwide256kl E0
F3 0F 38 D8 /3:m   aesdecwide256kl E0
F3 0F 38 DC /r:r   loadiwkey  V0 W0
F3 0F 38 DC /r:m   aesenc128kl V0 E0
F3 0F 38 DD /r:m   aesdec128kl V0 E0
F3 0F 38 DE /r:m   aesenc256kl V0 E0
F3 0F 38 DF /r:m   aesdec256kl V0 E0
66 0F 38 F5 /r:m   wruss*     E0 Gy
66 0F 38 F6 /r     adcx       Gy Ey
F3 0F 38 F6 /r     adox       Gy Ey
0F 38 F6 /r:m      wrss*      E0 Gy
66 0F 38 F8 /r:m   movdir64b  Ga E0
F2 0F 38 F8 /r:m   enqcmd     Ga E0
F3 0F 38 F8 /r:m   enqcmds    Ga E0
0F 38 F9 /r:m      movdiri    Ey Gy
F3 0F 38 FA /r:r   encodekey128 Gd Ed
F3 0F 38 FB /r:r   encodekey256 Gd Ed
66 0F 3A CE /r     gf2p8affineqb V0 Wx I
66 0F 3A CF /r     gf2p8affineinvqb V0 Wx I
F3 0F 3A F0 C0     hreset     I
VEX.L0 0F 77       vzeroupper
VEX.L1 0F 77       vzeroall
VEX.L0 66 0F 38 49 /0:m  sttilecfg E0
VEX.L0 F2 0F 38 49 /r:r  tilezero T0
VEX.L0 0F 38 49 /0:m     ldtilecfg E0
VEX.L0 0F 38 49 C0       tilerelease
VEX.L0 66 0F 38 4B /r:m  tileloaddt1 T0 E0
VEX.L0 F2 0F 38 4B /r:m  tileloadd T0 E0
VEX.L0 F3 0F 38 4B /r:m  tilestored E0 T0
VEX.L0 F3 0F 38 5C /r:r  tdpbf16ps T0 X0 H0
VEX.L0 F2 0F 38 5E /r:r  tdpbssd T0 X0 H0
VEX.L0 F3 0F 38 5E /r:r  tdpbsud T0 X0 H0
VEX.L0 66 0F 38 5E /r:r  tdpbusd T0 X0 H0
VEX.L0 0F 38 5E /r:r     tdpbuud T0 X0 H0
`

// gap is one line of gapText.
type gap struct {
	enc    encoding
	long   int8 // of VEX.L: 0, 1, or -1 for any
	prefix byte // 0x66, 0xf2, 0xf3; 0 for any
	modrm  byte // the whole byte, if exact
	exact  bool
	has    bool // there is a ModRM byte
	digit  int8 // of ModRM.reg, -1 for any
	mod    byte // 'r', 'm', 0 for any
	name   string
	suffix byte // '*', '?' or 0
	ops    []string
	att    string
}

type opcode struct {
	table opcodeMap
	op    byte
}

// gaps are the lines of gapText by opcode.
var gaps = parseGaps(gapText)

func parseGaps(text string) (all [map0F3A + 1][256][]gap) {
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if len(f) == 0 {
			continue
		}
		at, g := parseGap(f)
		all[at.table][at.op] = append(all[at.table][at.op], g)
	}
	return all
}

// parseGap panics on a line that it cannot read: the text is ours.
func parseGap(f []string) (at opcode, g gap) {
	g.digit, g.long = -1, -1
	if l, ok := strings.CutPrefix(f[0], "VEX"); ok {
		g.enc = vex
		if l != "" {
			g.long = int8(l[2] - '0')
		}
		f = f[1:]
	}
	next := func() (byte, bool) {
		b, err := strconv.ParseUint(f[0], 16, 8)
		if err != nil || len(f[0]) != 2 {
			return 0, false
		}
		f = f[1:]
		return byte(b), true
	}
	b, _ := next()
	if b != 0x0f {
		g.prefix = b
		b, _ = next()
	}
	if b != 0x0f {
		panic(fmt.Sprintf("gap table: %v: not an opcode with 0F", f))
	}
	at.table = map0F
	at.op, _ = next()
	switch at.op {
	case 0x38:
		at.table = map0F38
		at.op, _ = next()
	case 0x3a:
		at.table = map0F3A
		at.op, _ = next()
	}
	if b, ok := next(); ok {
		g.modrm, g.exact, g.has = b, true, true
	} else if d, ok := strings.CutPrefix(f[0], "/"); ok {
		g.has = true
		if d[0] != 'r' {
			g.digit = int8(d[0] - '0')
		}
		if _, mod, ok := strings.Cut(d, ":"); ok {
			g.mod = mod[0]
		}
		f = f[1:]
	}
	g.name = strings.TrimRight(f[0], "*?")
	g.suffix = (f[0] + "\x00")[len(g.name)]
	if g.ops = f[1:]; len(g.ops) > 0 && g.ops[0] == "att" {
		g.ops, g.att = nil, f[2]
	}
	return at, g
}

// findGap finds the line for an instruction, nil if x86asm may decode it.
func (s *scan) findGap() *gap {
	if s.enc > vex || s.table == oneByte || s.table > map0F3A {
		return nil
	}
	list := gaps[s.table][s.op]
	for i := range list {
		if g := &list[i]; g.fits(s) {
			return g
		}
	}
	return nil
}

func (g *gap) fits(s *scan) bool {
	switch {
	case g.enc != s.enc,
		g.long >= 0 && (g.long == 1) != s.long,
		g.prefix == 0x66 && (!s.size || s.rep != 0),
		g.prefix >= 0xf2 && s.rep != g.prefix,
		g.enc == vex && g.prefix == 0 && (s.size || s.rep != 0):
		return false
	case !g.has:
		return true
	case !s.hasModRM,
		g.exact && (s.mod<<6|s.reg<<3|s.rm) != g.modrm,
		g.digit >= 0 && byte(g.digit) != s.reg,
		g.mod == 'r' && s.mod != 3,
		g.mod == 'm' && s.mod == 3:
		return false
	}
	return true
}

// uses reports whether an operand has a size.
func (g *gap) uses(size byte) bool {
	return slices.ContainsFunc(g.ops, func(o string) bool { return len(o) == 2 && o[1] == size })
}

// length is that of an instruction that the line is for; 0 if code ends before its end.
func (g *gap) length(s *scan, code []byte) int {
	n := s.modrm
	if g.has {
		m := s.modrmLen(code)
		if m == 0 {
			return 0
		}
		n += m
	}
	for _, o := range g.ops {
		if o == "I" {
			n++
		}
	}
	if n > len(code) {
		return 0
	}
	return n
}
