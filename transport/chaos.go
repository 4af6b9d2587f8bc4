package transport

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"
)

// Damage is what happens to the bytes of one direction: the share of them, from 0 to 1, that is
// changed into another byte, lost, or delivered twice. At most one of the three happens to a byte.
type Damage struct {
	Flip, Drop, Dup float64
	Split           bool // what is one read or write comes in several pieces
}

// ChaosOptions say how [Chaos] damages a line. The same seed damages the same bytes of each direction,
// however they are cut into reads and writes.
type ChaosOptions struct {
	Seed           uint64
	Sent, Received Damage
	Baud           int // passed on to [Throttle]; 0: as fast as the line is
}

// ParseChaos reads options as text: words between commas, each direction's alone with "sent." or
// "received." in front.
//
//	seed=7,flip=0.001,drop=0.0005,dup=0.0005,split,baud=115200
//	sent.drop=0.01,received.flip=0.01
func ParseChaos(spec string) (ChaosOptions, error) {
	var o ChaosOptions
	for word := range strings.SplitSeq(spec, ",") {
		name, value, _ := strings.Cut(word, "=")
		var err error
		switch name {
		case "seed":
			o.Seed, err = strconv.ParseUint(value, 10, 64)
		case "baud":
			if o.Baud, err = strconv.Atoi(value); err == nil && o.Baud <= 0 {
				err = strconv.ErrRange
			}
		default:
			way, what, one := strings.Cut(name, ".")
			if !one {
				way, what = "", name
			}
			err = o.damage(way, what, value)
		}
		if err != nil {
			return ChaosOptions{}, fmt.Errorf("noise %q: %w; it is written as seed=7,flip=0.001,drop=0.001,dup=0.001,split,baud=115200",
				word, numberError(err))
		}
	}
	for _, d := range []Damage{o.Sent, o.Received} {
		if d.Flip+d.Drop+d.Dup > 1 {
			return ChaosOptions{}, errors.New("noise: flip, drop and dup together are more than 1, which is every byte")
		}
	}
	return o, nil
}

// numberError drops what strconv says about itself.
func numberError(err error) error {
	var e *strconv.NumError
	if errors.As(err, &e) {
		return e.Err
	}
	return err
}

func (o *ChaosOptions) damage(way, what, value string) error {
	var ends []*Damage
	switch way {
	case "":
		ends = []*Damage{&o.Sent, &o.Received}
	case "sent":
		ends = []*Damage{&o.Sent}
	case "received":
		ends = []*Damage{&o.Received}
	default:
		return fmt.Errorf("no direction %q", way)
	}
	if what == "split" {
		if value != "" {
			return errors.New("split takes no value")
		}
		for _, d := range ends {
			d.Split = true
		}
		return nil
	}
	rate, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return err
	}
	if !(rate >= 0 && rate <= 1) {
		return errors.New("a rate is from 0 to 1")
	}
	for _, d := range ends {
		switch what {
		case "flip":
			d.Flip = rate
		case "drop":
			d.Drop = rate
		case "dup":
			d.Dup = rate
		default:
			return fmt.Errorf("no kind of damage %q", what)
		}
	}
	return nil
}

// Chaos returns conn as a bad cable would make it: bytes of both directions are damaged at the rates
// given. A BREAK passes as it is. The same goroutines may use the result as may use conn.
func Chaos(conn io.ReadWriteCloser, o ChaosOptions) io.ReadWriteCloser {
	if o.Baud > 0 {
		conn = Throttle(conn, o.Baud)
	}
	return &chaos{
		ReadWriteCloser: conn,
		sent:            damager{Damage: o.Sent, random: rand.New(rand.NewPCG(o.Seed, 1)), sizes: rand.New(rand.NewPCG(o.Seed, 3))},
		received:        damager{Damage: o.Received, random: rand.New(rand.NewPCG(o.Seed, 2)), sizes: rand.New(rand.NewPCG(o.Seed, 4))},
	}
}

type chaos struct {
	io.ReadWriteCloser
	wmu, rmu       sync.Mutex
	sent, received damager
	waiting        []byte // received and not read yet
	err            error  // that ends the stream after them
}

func (c *chaos) Write(p []byte) (int, error) {
	c.wmu.Lock()
	defer c.wmu.Unlock()
	for out := c.sent.apply(p); len(out) > 0; {
		n := c.sent.piece(len(out))
		if _, err := c.ReadWriteCloser.Write(out[:n]); err != nil {
			return 0, err
		}
		out = out[n:]
	}
	return len(p), nil
}

func (c *chaos) Read(p []byte) (int, error) {
	c.rmu.Lock()
	defer c.rmu.Unlock()
	for len(c.waiting) == 0 && c.err == nil && len(p) > 0 {
		n, err := c.ReadWriteCloser.Read(p)
		c.waiting, c.err = c.received.apply(p[:n]), err
	}
	if len(c.waiting) == 0 {
		return 0, c.err
	}
	n := copy(p, c.waiting[:c.received.piece(len(c.waiting))])
	c.waiting = c.waiting[n:]
	return n, nil
}

// SendBreak passes a BREAK on.
func (c *chaos) SendBreak() error { return SendBreak(c.ReadWriteCloser) }

// damager damages the bytes of one direction.
type damager struct {
	Damage
	random *rand.Rand // two numbers a byte, whatever happens to it
	sizes  *rand.Rand // of pieces
}

// apply returns what arrives of p.
func (d *damager) apply(p []byte) []byte {
	out := make([]byte, 0, len(p)+4)
	for _, b := range p {
		luck, mask := d.random.Float64(), byte(1+d.random.IntN(255))
		switch {
		case luck < d.Flip:
			out = append(out, b^mask)
		case luck < d.Flip+d.Drop:
		case luck < d.Flip+d.Drop+d.Dup:
			out = append(out, b, b)
		default:
			out = append(out, b)
		}
	}
	return out
}

// piece is how many of n bytes go together.
func (d *damager) piece(n int) int {
	if !d.Split || n < 2 {
		return n
	}
	return 1 + d.sizes.IntN(min(n, 8))
}
