# The instructions that compilers seldom use, one function for each group.
	.cfi_sections .debug_frame, .eh_frame
	.text

	.globl registers
registers:
	.cfi_startproc
	nop
	.cfi_register %rbx, %r10
	nop
	.cfi_undefined %r11
	.cfi_same_value %r12
	nop
	.cfi_offset %rbp, -24
	.cfi_val_offset %r13, -32
	nop
	.cfi_remember_state
	.cfi_restore %rbx
	.cfi_restore %r12
	.cfi_def_cfa %rbp, 64
	nop
	.cfi_remember_state
	.cfi_def_cfa_offset 4096
	nop
	.cfi_restore_state
	nop
	.cfi_restore_state
	ret
	.cfi_endproc

	.globl signal
signal:
	.cfi_startproc
	.cfi_signal_frame
	.cfi_def_cfa %rsp, 40
	.cfi_offset %rip, -40
	nop
	iretq
	.cfi_endproc

# DW_CFA_def_cfa_expression, expression and val_expression: plain ones and one that is not.
	.globl expressions
expressions:
	.cfi_startproc
	nop
	.cfi_escape 0x0f, 3, 0x76, 0x58, 0x06		# CFA: breg6-40 deref
	nop
	.cfi_escape 0x10, 3, 2, 0x76, 0x50		# rbx: at breg6-48
	.cfi_escape 0x16, 12, 2, 0x77, 0x10		# r12: breg7+16
	nop
	.cfi_escape 0x16, 13, 3, 0x77, 0x10, 0x06	# r13: breg7+16 deref
	.cfi_escape 0x10, 14, 4, 0x77, 0x08, 0x06, 0x06	# r14: at breg7+8 deref deref
	.cfi_escape 0x10, 15, 3, 0x92, 0x07, 0x70	# r15: at bregx 7, -16
	nop
	.cfi_escape 0x0f, 2, 0x77, 0x18			# CFA: breg7+24
	nop
	.cfi_escape 0x0f, 4, 0x77, 0x08, 0x08, 0x10	# CFA: breg7+8, const1u 16
	ret
	.cfi_endproc

# The signed, extended and vendor forms.
	.globl extended
extended:
	.cfi_startproc
	nop
	.cfi_escape 0x12, 7, 0x7e			# def_cfa_sf rsp -2*-8
	nop
	.cfi_escape 0x13, 0x7d				# def_cfa_offset_sf -3*-8
	nop
	.cfi_escape 0x05, 3, 4				# offset_extended rbx 4*-8
	.cfi_escape 0x11, 12, 0x7b			# offset_extended_sf r12 -5*-8
	.cfi_escape 0x2f, 13, 2				# GNU_negative_offset_extended
	nop
	.cfi_escape 0x15, 14, 2				# val_offset_sf r14 2*-8
	.cfi_escape 0x2e, 0x90, 0x01			# GNU_args_size 144
	nop
	.cfi_escape 0x06, 3				# restore_extended rbx
	nop
	.fill 300, 1, 0x90				# advance_loc2
	.cfi_def_cfa_offset 72
	.fill 70000, 1, 0x90				# advance_loc4
	.cfi_def_cfa_offset 80
	ret
	.cfi_endproc
