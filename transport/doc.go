// Package transport answers one question: how do bytes reach a debug stub?
//
// [Dial] takes the target as a user writes it and returns a byte stream; that is all the rest of the
// program sees of the line. The forms are gdb's (GDB manual, "Connecting to a Remote Target",
// https://sourceware.org/gdb/current/onlinedocs/gdb.html/Connecting.html) where gdb has them:
//
//	tcp:HOST:PORT    TCP, without delay (Nagle's algorithm would hold back every acknowledgement)
//	HOST:PORT        the same; [::1]:8864 for a numeric IPv6 address
//	:PORT            the same on this machine
//	telnet:HOST:PORT a terminal server that speaks telnet: QEMU's -serial telnet:..., ser2net
//	unix:PATH        a Unix domain socket
//	serial:PORT,BAUD a serial port, /dev/ttyUSB0 or COM3; 115200 bits a second if no rate is given
//	\\.\pipe\NAME    a named pipe of Windows
//	exec:COMMAND     a command whose standard input and output are the line; gdb's "| COMMAND" also
//
// Read first: [Dial], [DialError], [Record], [SendBreak], [Chaos].
//
// # Commands
//
// COMMAND is split into words here and run without a shell, so that it means the same on every host.
// Blanks separate words; 'single' and "double" quotes keep them together; outside single quotes a
// backslash takes the special meaning from a blank, a quote or a backslash that follows it, and is an
// ordinary character elsewhere, so that C:\qemu\qemu.exe stays what it is. Variables, globs and
// redirections are not special: write exec:sh -c '...' for these. The command has its own process
// group, so that Ctrl-C at the debugger's terminal does not end it, and the group is killed by Close.
//
// # Serial lines
//
// A port is opened for us alone (flock, and TIOCEXCL from the library), as 8N1 without flow control; DTR
// and RTS stay what they are unless the target says dtr=on, dtr=off, rts=on or rts=off behind the rate (some
// boards are reset by one of them). A connection that can carry a BREAK has a method SendBreak() error: serial
// ports and telnet do, pseudo terminals and pipes cannot. TCP and Unix sockets, which QEMU, VMware, socat and
// terminal servers make of a guest's UART, are plain streams here; a [Monitor] of QEMU's makes the BREAK
// that its sockets do not carry. [Run] is for what does not use the line at all.
//
// # Bad lines
//
// [Chaos] makes any connection as bad as a worn cable, by a seed, and [Throttle] as slow as a serial line;
// kbreak's option --chaos puts them on its line. Both pass a BREAK on.
//
// # Transcripts
//
// [Record] writes a conversation as text, one event a line, for people to read and for tests to replay:
//
//	# text     a comment
//	> BYTES    bytes the client sent
//	< BYTES    bytes the stub sent
//	! text     the end of the stream, and why
//
// BYTES is the raw stream. Bytes outside 0x20 to 0x7e are \xNN with two lower-case hex digits, a
// backslash is \\, and a blank that ends the line is \x20, so that an editor may strip trailing
// blanks. A reader accepts \xNN for any byte. The bytes of one direction are the concatenation of its
// lines: where lines break means nothing to a replay. The writer breaks them where one Read or Write
// ended, and before each acknowledgement (+ and -), interrupt (0x03), packet ($...#xx) and
// notification (%...#xx), so that a line is what a person calls a message:
//
//	> $?#3f
//	< +
//	< $T05thread:01;#07
//	> +
//	> $mffffffff81000000,8#d1
//	< +
//	< $E14#aa
//	! EOF
//
// The package does not look further into the bytes than that; the protocol is package rsp's. It
// imports nothing of this module.
package transport
