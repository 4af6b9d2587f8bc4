package transport

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// TestMain lets the test binary be the command behind an exec: target, so that no other program needs
// to be there.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 {
		switch os.Args[1] {
		case "helper-echo": // until standard input ends
			_, err := io.Copy(os.Stdout, os.Stdin)
			exitIf(err)
		case "helper-deaf": // never answers, never reads, never ends
			select {}
		case "helper-fail":
			fmt.Print("hello")
			os.Exit(3)
		}
	}
	os.Exit(m.Run())
}

func exitIf(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func helper(t *testing.T, name string) io.ReadWriteCloser {
	t.Helper()
	conn, err := Dial(t.Context(), "exec:"+joinWords([]string{os.Args[0], name}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

// exchange sends text and expects it back.
func exchange(t *testing.T, conn io.ReadWriter) {
	t.Helper()
	const text = "$?#3f"
	if _, err := io.WriteString(conn, text); err != nil {
		t.Fatal(err)
	}
	got := make([]byte, len(text))
	if _, err := io.ReadFull(conn, got); err != nil || string(got) != text {
		t.Fatalf("got %q, %v", got, err)
	}
}

// echoServer answers every byte with itself until the peer goes.
func echoServer(t *testing.T, network, addr string) net.Listener {
	t.Helper()
	l, err := net.Listen(network, addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() { _, _ = io.Copy(conn, conn); _ = conn.Close() }()
		}
	}()
	return l
}

func TestDialForms(t *testing.T) {
	tcp := echoServer(t, "tcp", "127.0.0.1:0").Addr().(*net.TCPAddr)
	sock := filepath.Join(t.TempDir(), "s")
	echoServer(t, "unix", sock)
	for _, target := range []string{
		fmt.Sprintf("tcp:127.0.0.1:%d", tcp.Port),
		fmt.Sprintf("127.0.0.1:%d", tcp.Port),
		fmt.Sprintf(":%d", tcp.Port),
		"unix:" + sock,
		"exec:" + joinWords([]string{os.Args[0], "helper-echo"}),
	} {
		t.Run(target[:4], func(t *testing.T) {
			conn, err := Dial(t.Context(), target)
			if err != nil {
				t.Fatal(err)
			}
			exchange(t, conn)
			checkCloseUnblocks(t, conn)
		})
	}
}

// checkCloseUnblocks closes conn while a Read of it waits, or is about to.
func checkCloseUnblocks(t *testing.T, conn io.ReadWriteCloser) {
	t.Helper()
	got := make(chan error)
	go func() {
		_, err := conn.Read(make([]byte, 1))
		got <- err
	}()
	runtime.Gosched()
	if err := conn.Close(); err != nil {
		t.Errorf("close: %v", err)
	}
	if err := <-got; !errors.Is(err, net.ErrClosed) {
		t.Errorf("pending read: %v, want net.ErrClosed", err)
	}
	if _, err := conn.Read(make([]byte, 1)); !errors.Is(err, net.ErrClosed) {
		t.Errorf("read after close: %v, want net.ErrClosed", err)
	}
	if _, err := conn.Write([]byte("x")); !errors.Is(err, net.ErrClosed) {
		t.Errorf("write after close: %v, want net.ErrClosed", err)
	}
	if err := conn.Close(); !errors.Is(err, net.ErrClosed) {
		t.Errorf("second close: %v, want net.ErrClosed", err)
	}
}

func TestCloseUnblocksAFullPipe(t *testing.T) {
	conn := helper(t, "helper-deaf")
	got := make(chan error)
	go func() {
		var err error
		for err == nil {
			_, err = conn.Write(make([]byte, 1<<16))
		}
		got <- err
	}()
	if err := conn.Close(); err != nil {
		t.Error(err)
	}
	<-got // which error depends on who came first: the closed pipe or the broken one
}

func TestCommandThatEnds(t *testing.T) {
	conn := helper(t, "helper-fail")
	got, err := io.ReadAll(conn)
	if string(got) != "hello" || err == nil || !strings.Contains(err.Error(), "exit status 3") {
		t.Errorf("got %q, %v; want hello and the exit status", got, err)
	}
}

func TestDialErrors(t *testing.T) {
	// A port that was free a moment ago: the system does not hand it out again so soon.
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := l.Addr().String()
	_ = l.Close()

	missing := filepath.Join(t.TempDir(), "none")
	canceled, cancel := context.WithCancel(t.Context())
	cancel()
	for _, tt := range []struct {
		ctx    context.Context
		target string
		is     error
		want   string // in the message
	}{
		{t.Context(), closed, nil, "connect to tcp:" + closed + ": connection refused: is the VM running, and does its stub listen"},
		{t.Context(), "unix:" + missing, fs.ErrNotExist, "is the VM running"},
		{t.Context(), "exec:" + joinWords([]string{missing}), fs.ErrNotExist, "is the program installed"},
		{t.Context(), "exec:kbreak-no-such-program", nil, "is the program installed"},
		{canceled, closed, context.Canceled, "canceled"},
		{canceled, "exec:true", context.Canceled, "canceled"},
	} {
		conn, err := Dial(tt.ctx, tt.target)
		if conn != nil {
			t.Errorf("%s: a connection", tt.target)
			_ = conn.Close()
		}
		var dialErr *DialError
		if !errors.As(err, &dialErr) {
			t.Errorf("%s: %T %v, want a *DialError", tt.target, err, err)
			continue
		}
		if !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %q, want %q in it", tt.target, err, tt.want)
		}
		if tt.is != nil && !errors.Is(err, tt.is) {
			t.Errorf("%s: %v is not %v", tt.target, err, tt.is)
		}
	}
}

func TestDialErrorText(t *testing.T) {
	refused := &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}
	for _, tt := range []struct {
		target target
		err    error
		want   string
	}{
		{target{network: "tcp", addr: "vm:8864"}, refused, `connect to tcp:vm:8864: connection refused: is the VM running, and is debugStub.listen.guest64 = "TRUE" in its .vmx?`},
		{target{network: "tcp", addr: ":8832"}, refused, `connect to tcp::8832: connection refused: is the VM running, and is debugStub.listen.guest32 = "TRUE" in its .vmx?`},
		{target{network: "tcp", addr: "[::1]:1234"}, refused, `connect to tcp:[::1]:1234: connection refused: is the VM running, and does its stub listen on port 1234 (QEMU: -gdb tcp::1234; VMware: debugStub.listen.guest64 = "TRUE" and port 8864 unless debugStub.port.guest64 says otherwise)?`},
		{target{network: "tcp", addr: "vm:1"}, context.DeadlineExceeded, `connect to tcp:vm:1: no answer in time: is the host up, does a firewall drop the port, and is debugStub.listen.guest64.remote = "TRUE" in the .vmx where VMware runs on another machine?`},
		{target{network: "tcp", addr: "vm:1"}, &net.OpError{Err: &net.DNSError{Err: "no such host", Name: "vm"}}, `connect to tcp:vm:1: lookup vm: no such host: is the host name right?`},
		{target{network: "unix", addr: "/s"}, refused, `connect to unix:/s: connection refused: the socket is there, but nothing listens on it: is the VM running?`},
	} {
		err := &DialError{Target: tt.target.String(), Err: tt.err, Hint: tt.target.hint(tt.err)}
		if err.Error() != tt.want {
			t.Errorf("got  %s\nwant %s", err, tt.want)
		}
	}
}
