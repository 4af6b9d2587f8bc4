// Package rsptest answers one question: does the client say exactly this, and understand that?
//
// A transcript is a conversation as text, in the form that transport.Record writes:
//
//	# text     a comment
//	> BYTES    bytes the client sends
//	< BYTES    bytes the stub sends
//	! text     the stub closes the line
//
// Bytes outside 0x20 to 0x7e are \xNN, a backslash is \\, and a blank that ends a line is \x20. Where
// lines of one direction break means nothing. Transcripts written by hand have two things more: the
// checksum "#.." stands for the right one, and a line "~ 5" keeps the stub silent for five seconds
// (tests run on the fake clock of testing/synctest).
//
// The tests of package rsp keep transcripts in rsp/testdata/*.txtar with four parts:
//
//	about    the stub, its version, and what the transcript shows
//	wire     the conversation
//	do       the calls of the client, one a line
//	want     what the calls give
//
// [Serve] plays the stub's part and is strict: the client must send exactly the bytes of the
// transcript, in order, or the test fails with both. A [Recorder] around the connection to a real
// stub and [Format] make a transcript of a conversation:
//
//	go test ./rsp -run Transcripts/qemu-session -record 127.0.0.1:1234
//
// A [KGDB] is a kernel's stub that answers by itself and as strictly as kgdb does, for conversations that
// cannot be written down, such as one over a line with noise.
//
// Read first: [Step], [Serve], [KGDB].
package rsptest
