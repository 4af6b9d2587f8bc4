// Package repl answers one question: what does the user see when a line is typed?
//
// The answer is a table. A [Command] is one declaration: its names, its group, a sentence of help,
// typed arguments, what it needs of the session, and a function from parsed arguments to a [Value].
// Everything else is read from the table: the resolving of abbreviations, usage errors, "help",
// tab completion and docs/commands.md.
//
//	terminal, file, -e          a line
//	      │
//	   Table.Lookup             words -> Command          gdb's rules: exact, alias, unique prefix
//	   parseArgs                text  -> Args             by the declaration, or a usage error
//	      │
//	   Command.Run              Session -> Value          the only step that can wait; see exec.go
//	      │
//	   Value.Text, Value.JSON   for a person, or --json   rendered afterwards, so paged and styled alike
//
// A command may own the lines up to "end" that follow it ([Command.Block]): block.go reads them from the
// prompt or a file into statements, flow.go and define.go run those, line by line through the same steps.
//
// Names, abbreviations and formats are gdb's where gdb has the command, crash's where crash has it
// (mod). Where a line differs from gdb's by design, the renderer says so in its comment.
//
// Whatever way the program ends (quit, end of input, a signal, a lost terminal, a panic in here),
// [REPL.Main] detaches first: the target runs again.
//
// Read first: [Command], [Value], [REPL].
//
// The package knows no packets and no files of the target: it sees a [Session] and nothing below.
package repl
