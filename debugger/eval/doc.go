// Package eval answers one question: what is the value of this C expression?
//
// It takes expressions as gdb's print does: C's operators with C's precedence and conversions, gdb's
// additions (GDB manual, "Expressions", "Value History", "Convenience Vars"), and the kernel's own
// idioms (container_of, per_cpu, current).
//
//	text ──Compile──► *Expr ──Value──► value.Value       reads what the value needs
//	          │          └────Type───► *ctype.Type       reads nothing
//	         Env                          │
//	    names, types      memory, registers, history, convenience variables
//
// Compiling finds out what every name means and touches no memory of the target; running touches no
// text. What is outside of the expression comes through [Env]: the package knows no session.
//
// Grammar, loosest first; all binary operators associate to the left, assignment and ?: to the right:
//
//	,   = += -= *= /= %= <<= >>= &= |= ^=   ?:   ||   &&   |   ^   &   == !=   < > <= >=   << >>
//	@ (artificial array)   + -   * / %
//	- + ! ~ * & ++ -- (TYPE) {TYPE} sizeof _Alignof (unary)   [] . -> () ++ -- (postfix)
//
// Primaries are numbers, 'c', "text", NAME, FILE::NAME, FUNCTION::NAME, ::NAME, MODULE:NAME, $REGISTER,
// $VARIABLE, $ $$ $N $$N (value history).
//
// Read first: [Env], [Compile], [Expr].
//
// It does not call functions of the target, and writes nothing but what an assignment says.
//
// The text is a user's, a script's or a file's: its length, nesting and the sizes it asks for are
// bounded.
package eval
