// Package debugger answers one question: what is the stopped kernel doing?
//
// A [Session] joins the four packages below it and is the only place where they meet: the stub
// ([kbreak/rsp]), the files ([kbreak/symbols]), what Linux means ([kbreak/kernel]) and the frames
// ([kbreak/debugger/unwind]).
//
//	no target ──Attach──► stopped ──Continue──► running ──stop, Interrupt──► stopped
//	    ▲                    │                     │
//	    └──Detach (target runs on)                 └── link lost ──► lost
//
// Every method that shows something returns a value ([Trace], [Thread], [File]...), never text for
// a terminal: debugger/repl renders it as text or JSON. Methods that can wait take a context; a
// Session is used by one goroutine at a time, with one exception: [Session.Interrupt] may be called
// from anywhere while the target runs.
//
// Whatever was read from the target belongs to one stop and is dropped when it resumes: memory,
// registers, frames, the thread list. What cannot change while the kernel lives is kept: where it
// is, its symbols, the per-CPU offsets.
//
// Read first: [Session], [Thread], [Frame].
package debugger
