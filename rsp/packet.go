package rsp

import (
	"bytes"
	"fmt"
)

// Bytes with a meaning of their own on the wire (GDB manual, "Remote Protocol Overview").
const (
	byteAck       = '+'
	byteNak       = '-'
	byteStart     = '$'
	byteNotify    = '%'
	byteEnd       = '#'
	byteEscape    = '}'
	byteRepeat    = '*'
	byteInterrupt = 0x03
)

// maxPacket bounds a decoded packet. The largest sizes stubs claim in practice are 128 KiB (QEMU)
// and 1 MiB (rr); what a peer claims never allocates anything here.
const maxPacket = 1 << 20

// checksum is the sum of the bytes between $ and #, modulo 256.
func checksum(b []byte) (sum byte) {
	for _, c := range b {
		sum += c
	}
	return sum
}

const hexDigits = "0123456789abcdef"

// appendPacket frames a payload that needs no escapes: everything this client sends is text, except
// what [escapeBinary] prepared.
func appendPacket(dst, payload []byte) []byte {
	dst = append(dst, byteStart)
	dst = append(dst, payload...)
	sum := checksum(payload)
	return append(dst, byteEnd, hexDigits[sum>>4], hexDigits[sum&15])
}

// escapeBinary prepares arbitrary bytes for a request (GDB manual, "Binary Data").
func escapeBinary(dst, data []byte) []byte {
	for _, c := range data {
		switch c {
		case byteStart, byteEnd, byteEscape, byteRepeat:
			dst = append(dst, byteEscape, c^0x20)
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

// decodePayload undoes run-length encoding and escapes, in this order for each byte: } takes the
// next byte XOR 0x20; * repeats the last decoded byte by the count character minus 29. raw is what
// stood between $ and #, its checksum already verified.
//
//	0*,  ->  0 and 15 more: ',' is 44, 44-29 = 15
func decodePayload(raw []byte) ([]byte, error) {
	if bytes.IndexByte(raw, byteEscape) < 0 && bytes.IndexByte(raw, byteRepeat) < 0 {
		return bytes.Clone(raw), nil
	}
	out := make([]byte, 0, 2*len(raw))
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; c {
		case byteEscape:
			i++
			if i == len(raw) {
				return nil, &WireError{Problem: "escape at the end of a packet", Offset: i - 1}
			}
			out = append(out, raw[i]^0x20)
		case byteRepeat:
			i++
			if i == len(raw) || len(out) == 0 {
				return nil, &WireError{Problem: "run length without a byte to repeat or a count", Offset: i - 1}
			}
			n := int(raw[i]) - 29
			if n < 3 || raw[i] > '~' {
				return nil, &WireError{Problem: fmt.Sprintf("run length count %q", raw[i]), Offset: i}
			}
			last := out[len(out)-1]
			for range n {
				out = append(out, last)
			}
		default:
			out = append(out, c)
		}
		if len(out) > maxPacket {
			return nil, &WireError{Problem: fmt.Sprintf("packet longer than %d bytes", maxPacket), Offset: i}
		}
	}
	return out, nil
}

// frameKind is the class of one thing on the wire.
type frameKind uint8

const (
	frameAck    frameKind = iota // +
	frameNak                     // -
	framePacket                  // $payload#xx with the right checksum
	frameNotify                  // %payload#xx; never acknowledged
	frameBad                     // $...#xx that is not what it says: err has the reason
	frameScrap                   // the line is quiet for now in the middle of a packet, or said what is none
)

// frame is one thing on the wire.
type frame struct {
	kind    frameKind
	payload []byte // of frameBad: what it says if only the checksum is wrong, else nil
	err     error  // of frameBad
}

// unchecked takes a frame as a peer without acknowledgements means it: its checksum may be anything
// (lldb's debugserver sends #00), because nobody could ask for the packet again.
func (f frame) unchecked() frame {
	if f.kind == frameBad && f.payload != nil {
		return frame{kind: framePacket, payload: f.payload}
	}
	return f
}

// decoder cuts a byte stream into frames. Feed it whatever arrived; it keeps what is incomplete.
// Bytes outside any frame are skipped; a console that shares the line is told apart before ([Split]).
type decoder struct {
	buf  []byte // from the $ or % of the frame that is not complete yet
	skip bool   // dropping the rest of a frame that grew too long
}

// next returns the next frame in p and how many bytes of p were used. ok is false when p ended
// before a frame did.
func (d *decoder) next(p []byte) (f frame, used int, ok bool) {
	for i, c := range p {
		if len(d.buf) == 0 && !d.skip {
			switch c {
			case byteAck:
				return frame{kind: frameAck}, i + 1, true
			case byteNak:
				return frame{kind: frameNak}, i + 1, true
			case byteStart, byteNotify:
				d.buf = append(d.buf, c)
			}
			continue
		}
		if d.skip {
			if c == byteStart {
				d.skip, d.buf = false, append(d.buf[:0], c)
			}
			continue
		}
		// A $ never stands inside a packet: the one before it was cut off.
		if c == byteStart {
			d.buf = append(d.buf[:0], c)
			continue
		}
		d.buf = append(d.buf, c)
		if n := len(d.buf); n >= 4 && d.buf[n-3] == byteEnd {
			f, ok := d.finish()
			d.buf = d.buf[:0]
			if !ok {
				continue
			}
			return f, i + 1, true
		}
		if len(d.buf) > maxPacket {
			notify := d.buf[0] == byteNotify
			d.buf, d.skip = d.buf[:0], true
			if notify {
				continue
			}
			return frame{kind: frameBad, err: &WireError{
				Problem: fmt.Sprintf("packet longer than %d bytes", maxPacket)}}, i + 1, true
		}
	}
	return frame{}, len(p), false
}

// finish decodes the complete frame in d.buf. ok is false for what only looked like a notification:
// "100% done #12" on a console is no damaged packet, and nobody may be asked to repeat it.
func (d *decoder) finish() (f frame, ok bool) {
	n := len(d.buf)
	notify := d.buf[0] == byteNotify
	raw := d.buf[1 : n-3]
	payload, err := decodePayload(raw)
	hi, ok1 := unhex(d.buf[n-2])
	lo, ok2 := unhex(d.buf[n-1])
	if want := checksum(raw); err == nil && (!ok1 || !ok2 || hi<<4|lo != want) {
		err = &WireError{Problem: fmt.Sprintf("checksum %q, want %02x", d.buf[n-2:], want), Offset: n - 2}
	}
	switch {
	case err != nil && notify:
		return frame{}, false
	case err != nil:
		return frame{kind: frameBad, payload: payload, err: err}, true
	case notify:
		return frame{kind: frameNotify, payload: payload}, true
	}
	return frame{kind: framePacket, payload: payload}, true
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func unhex(c byte) (byte, bool) {
	switch {
	case '0' <= c && c <= '9':
		return c - '0', true
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10, true
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}

// decodeHex decodes pairs of hex digits into dst and returns how many bytes it decoded; it stops at
// the first pair that is not hex.
func decodeHex(dst, src []byte) int {
	n := min(len(dst), len(src)/2)
	for i := range n {
		hi, ok1 := unhex(src[2*i])
		lo, ok2 := unhex(src[2*i+1])
		if !ok1 || !ok2 {
			return i
		}
		dst[i] = hi<<4 | lo
	}
	return n
}

// parseHex parses a hex number of 1 to 16 digits.
func parseHex(b []byte) (uint64, bool) {
	if len(b) == 0 || len(b) > 16 {
		return 0, false
	}
	var v uint64
	for _, c := range b {
		d, ok := unhex(c)
		if !ok {
			return 0, false
		}
		v = v<<4 | uint64(d)
	}
	return v, true
}
