# Instructions that are hard to decode or to print. make.sh makes decode.txt of it.
# What gas 2.40 does not know, or would not write so, is given as bytes.
	.text
	push $-1
	pushq 8(%rax)
	push %fs
	pushfq
	popfq
	pushq $0x12345678
	pushw $0x1234
	call *8(%rax)
	jmp *%gs:0x10
	lcall *(%rax)
	rex.W lcall *(%rax)
	rex.W ljmp *(%rax)
	lretl
	.byte 0x48,0x8b,0x5c,0x20,0x08,0x48,0x8b,0x1c,0x64,0x8b,0x04,0x65,8,0,0,0,0x66,0xe9,0,0,0,0
	lretq
	lretl $8
	iretl
	iretq
	iretw
	sysretl
	sysretq
	sysexitl
	sysexitq
	ret
	ret $8
	bnd ret
	bnd jmp .+0x100
	bnd call .
	bnd jne .
	notrack jmp *%rax
	notrack call *8(%rax)
	jne,pt .
	jne,pn .
	loop .
	loope .
	jrcxz .
	jecxz .
	movsb
	movsl
	rep movsq
	rep stosq
	rep stosb
	repne scasb
	repe cmpsb
	lodsq
	insb
	outsl
	in $0x10,%al
	in %dx,%eax
	out %ax,%dx
	xlat
	movabs 0x1122334455667788,%al
	movabs %rax,0x1122334455667788
	movabs $0x1122334455667788,%rax
	mov $0xffffffff,%eax
	mov $-1,%rax
	mov $-1,%al
	cmpw $-1,(%rax)
	cmpb $-1,(%rax)
	movl $-1,%gs:0x1234(%rip)
	movq $-1,%gs:0x1234
	mov 0xffffffff81000000,%eax
	mov -0x8(,%rax,4),%rbx
	mov 8(%eax),%ebx
	mov 8(%eip),%ebx
	lea 8(%rip),%rbx
	mov %ds,%eax
	mov %ds,(%rax)
	mov (%rax),%ds
	movw %ax,%ds
	sldt (%rax)
	sldt %eax
	str %ax
	ltr %ax
	lldt (%rax)
	verw (%rax)
	smsw %eax
	lmsw %ax
	lgdt (%rax)
	sidt (%rax)
	invlpg (%rax)
	cvtsi2sd %rax,%xmm0
	cvtsi2sdl (%rax),%xmm0
	cvtsi2sdq (%rax),%xmm0
	cvtsi2ss %eax,%xmm0
	cvttsd2si %xmm0,%rax
	movd %eax,%xmm1
	movq %rax,%xmm1
	movq (%rax),%xmm1
	movq %xmm1,(%rax)
	cmpeqps %xmm0,%xmm1
	cmpps $9,%xmm0,%xmm1
	pclmulqdq $0x11,%xmm0,%xmm1
	crc32b %al,%ebx
	crc32q (%rax),%rbx
	crc32l %eax,%ebx
	fxsave (%rax)
	fxsave64 (%rax)
	xsaves64 (%rax)
	cmpxchg16b (%rax)
	cmpxchg8b (%rax)
	lock cmpxchg %rax,(%rbx)
	xacquire lock xchg %eax,(%rbx)
	xrelease movl $0,(%rbx)
	lock btsq $5,(%rax)
	bt %rax,(%rbx)
	btl $5,(%rbx)
	shll %cl,(%rax)
	shll (%rax)
	shl %eax
	shl $5,%eax
	shld $5,%eax,(%rbx)
	shld %cl,%eax,%ebx
	shrx %rax,(%rbx),%rcx
	imul $5,%rax,%rbx
	imul $-1,(%rax),%bx
	imul %rax,%rbx
	mulb (%rax)
	movzbl %al,%ebx
	movzbl (%rax),%ebx
	movzwl (%rax),%ebx
	movzbw (%rax),%bx
	movzbq (%rax),%rbx
	movswq (%rax),%rbx
	movslq (%rax),%rbx
	movsbw %al,%bx
	cbtw
	cwtl
	cltq
	cwtd
	cltd
	cqto
	monitor
	mwait
	monitorx
	mwaitx
	enter $0x10,$1
	leave
	int $0x80
	int3
	int1
	xbegin .
	xabort $3
	xend
	xtest
	prefetchnta (%rax)
	prefetchw (%rax)
	nopw (%rax)
	nopl %eax
	nopw 0x0(%rax,%rax,1)
	cs nopw 0x0(%rax,%rax,1)
	pause
	xchg %ax,%ax
	xchg %eax,%eax
	xchg %rax,%r8
	xchg %rax,(%rbx)
	rdrand %rax
	rdseed %eax
	movbe (%rax),%ebx
	movnti %rax,(%rbx)
	mov %cr0,%rax
	mov %rax,%cr8
	mov %dr7,%rax
	swapgs
	rdfsbase %rax
	wrgsbase %eax
	flds (%rax)
	fldl (%rax)
	fldt (%rax)
	fildl (%rax)
	fildll (%rax)
	filds (%rax)
	fistpl (%rax)
	fistpll (%rax)
	fstpt (%rax)
	fadds (%rax)
	faddl (%rax)
	fadd %st(1),%st
	fadd %st,%st(1)
	faddp
	fsubp
	fsubrp
	fxch
	fnstcw (%rax)
	fnstsw %ax
	fldcw (%rax)
	fnsave (%rax)
	frstor (%rax)
	fnstenv (%rax)
	fninit
	finit
	fcomi %st(1)
	fucomip %st(1)
	fiadds (%rax)
	ficoml (%rax)
	fisttpll (%rax)
	fld1
	fchs
	pushw %fs
	rex push %rax
	addr32 nop
	ud1 (%rax),%eax
	ud0 %eax,%ebx
	ud1 %esp,%edi
	ud2
	bswap %rax
	popcnt %ax,%bx
	tzcnt (%rax),%rbx
	lar %ax,%ebx
	lsl (%rax),%ebx
	pextrw $1,%xmm0,%eax
	pinsrd $1,(%rax),%xmm0
	extractps $1,%xmm0,(%rax)
	maskmovdqu %xmm1,%xmm0
	movhlps %xmm1,%xmm0
	movhps (%rax),%xmm0
	movlps %xmm0,(%rax)
	movmskps %xmm0,%eax
	pmovmskb %xmm0,%eax
	pshufw $1,%mm0,%mm1
	emms
	blendvps %xmm0,(%rax),%xmm1
	ptest %xmm0,%xmm1
	roundsd $1,%xmm0,%xmm1
	aesenc %xmm0,%xmm1
	sha256rnds2 %xmm0,%xmm1,%xmm2
	endbr64
	call 0x12345678
	callw .
	data16 jmp .
	data16 je .
	enclv
	vmcall
	vmlaunch
	vmresume
	vmxoff
	pconfig
	.byte 0x0f,0x01,0xc6
	.byte 0xf2,0x0f,0x01,0xc6
	.byte 0xf3,0x0f,0x01,0xc6
	clac
	stac
	encls
	tdcall
	seamret
	seamops
	seamcall
	vmfunc
	enclu
	vmrun
	vmmcall
	vmgexit
	.byte 0xf2,0x0f,0x01,0xd9
	vmload
	vmsave
	stgi
	clgi
	skinit
	invlpga
	serialize
	xsusldtrk
	xresldtrk
	setssbsy
	saveprevssp
	uiret
	testui
	clui
	stui
	rdpkru
	wrpkru
	rstorssp (%rax)
	monitorx
	mwaitx
	mcommit
	clzero
	rdpru
	invlpgb
	rmpadjust
	rmpupdate
	tlbsync
	psmash
	pvalidate
	.byte 0xf3,0x0f,0x01,0xfd
	wbnoinvd
	cldemote (%rax)
	rdsspd %eax
	rdsspq %r9
	endbr64
	endbr32
	vmread %rax,(%rbx)
	vmwrite (%rbx),%r9
	extrq $1,$2,%xmm1
	extrq %xmm1,%xmm2
	insertq $1,$2,%xmm1,%xmm2
	insertq %xmm1,%xmm2
	xstorerng
	rep xcryptecb
	rep xcryptcbc
	rep xcryptctr
	rep xcryptcfb
	rep xcryptofb
	rep montmul
	rep xsha1
	rep xsha256
	ptwrite %eax
	ptwritel (%rax)
	ptwriteq (%rax)
	incsspd %eax
	incsspq %r8
	clrssbsy (%rax)
	clwb (%rax)
	clflushopt (%rax)
	tpause %eax
	umonitor %rax
	umonitor %eax
	umwait %r9d
	.byte 0x66,0x0f,0xae,0xf8
	vmclear (%rax)
	vmxon (%rax)
	vmptrld (%rax)
	vmptrst (%rax)
	rdrand %ax
	rdseed %rax
	rdpid %r9
	senduipi %rax
	invept (%rax),%rbx
	invvpid (%rax),%rbx
	invpcid (%rax),%rbx
	wrussd %eax,(%rbx)
	wrussq %rax,(%rbx)
	wrssd %eax,(%rbx)
	wrssq %rax,(%rbx)
	adcx %rax,%rbx
	adox (%rax),%ebx
	movdir64b (%rax),%rbx
	movdir64b (%eax),%ebx
	enqcmd (%rax),%rbx
	enqcmds (%rax),%rbx
	movdiri %eax,(%rbx)
	movdiri %rax,(%rbx)
	aesenc128kl (%rax),%xmm1
	aesdec128kl (%rax),%xmm1
	aesenc256kl (%rax),%xmm1
	aesdec256kl (%rax),%xmm1
	aesencwide128kl (%rax)
	aesdecwide128kl (%rax)
	aesencwide256kl (%rax)
	aesdecwide256kl (%rax)
	encodekey128 %eax,%ebx
	encodekey256 %eax,%ebx
	loadiwkey %xmm1,%xmm2
	gf2p8mulb (%rax),%xmm1
	gf2p8affineqb $1,(%rax),%xmm1
	gf2p8affineinvqb $1,(%rax),%xmm1
	hreset $1
	getsec
	femms
	.byte 0x0f,0x19,0x00
	.byte 0x0f,0x1c,0x08
	.byte 0x0f,0x1e,0x08
	.byte 0x0f,0x1d,0xc0
	.byte 0x0f,0x18,0x20
	.byte 0x0f,0x18,0xc0
	.byte 0x48,0x0f,0x1e,0xc8
	.byte 0xf3,0x0f,0x1e,0xc0
	.byte 0xf3,0x0f,0x1e,0x08
	bndmk (%rax),%bnd1
	bndcl (%rax),%bnd1
	bndcu %rax,%bnd1
	bndcn %rax,%bnd1
	bndmov %bnd1,%bnd2
	bndmov %bnd1,(%rax)
	bndldx (%rax,%rbx),%bnd1
	bndstx %bnd1,(%rax,%rbx)
	ldtilecfg (%rax)
	sttilecfg 0x40(%rax)
	tilerelease
	tilezero %tmm3
	tileloadd (%rax,%rbx,1),%tmm1
	tileloaddt1 (%rax,%rbx,1),%tmm1
	tilestored %tmm1,(%rax,%rbx,2)
	tdpbssd %tmm1,%tmm2,%tmm3
	tdpbsud %tmm1,%tmm2,%tmm3
	tdpbusd %tmm1,%tmm2,%tmm3
	tdpbuud %tmm1,%tmm2,%tmm3
	tdpbf16ps %tmm1,%tmm2,%tmm3
	vzeroupper
	vzeroall
	prefetch (%rax)
	prefetchwt1 (%rax)
	prefetchit0 0(%rip)
	prefetchit1 0(%rip)
	rdpmc
	lfence
	mfence
	sfence
	xsavec (%rax)
	xsaveopt64 (%rax)
	xrstors64 (%rax)
	xgetbv
	xsetbv
	rsm
	clts
	wbinvd
	invd
	movq2dq %mm1,%xmm1
	movdq2q %xmm1,%mm1
	popcnt (%rax),%rbx
	lzcnt (%rax),%rbx
	xchgw %ax,%ax
	jmp *%gs:(%rax)
	popq (%rax)
	pop %r8
	popw %ax
	bswap %eax
	.byte 0x66,0x48,0x63,0xc0
	.byte 0x63,0xc0
	.byte 0x66,0x63,0xc0
	.byte 0x66,0x9c
	.byte 0x66,0xc9
	.byte 0x66,0xc3
	.byte 0x66,0xcb
	.byte 0x66,0xff,0xe0
	.byte 0x66,0xff,0xd0
	.byte 0x48,0xff,0xe0
	.byte 0x48,0xc3
	.byte 0x48,0x90
	.byte 0x66,0x66,0x90
	.byte 0x66,0x66,0x66,0x90
	.byte 0xf3,0x0f,0x1f,0x00
	.byte 0x9b
	fwait
	.byte 0x9b,0xd9,0x38
	fstsw %ax
	.byte 0x9b,0xd9,0xe8
	.byte 0xd6
	.byte 0x64,0x2e,0xe8,0,0,0,0
	.byte 0x65,0xc3
	.byte 0x67,0xe8,0,0,0,0
	.byte 0xf0,0xc3
	.byte 0xf2,0xff,0xd0
	.byte 0x41,0xff,0xe3
	.byte 0x40,0x88,0xc0
	.byte 0x40,0x89,0xc0
	vaddps (%rax){1to16},%zmm1,%zmm2{%k1}{z}
	vaddps 64(%rax),%zmm1,%zmm2{%k1}{z}
	vaddps 64(%rax),%zmm1,%zmm2
	vaddps {rn-sae},%zmm3,%zmm1,%zmm2
	vmovdqu8 32(%rax),%ymm20{%k2}
	vmovdqa64 %zmm1,64(%rax){%k2}
	vpcmpeqb (%rax),%zmm1,%k1{%k2}
	vpcmpltub %zmm0,%zmm1,%k1
	vpternlogd $0x96,%zmm0,%zmm1,%zmm2
	vpgatherdd %ymm1,(%rax,%ymm2,4),%ymm3
	vpgatherdd (%rax,%zmm2,4),%zmm3{%k1}
	vpshufd $0x39,%xmm1,%xmm2
	vpaddd (%rax),%ymm1,%ymm2
	vpxor %xmm0,%xmm1,%xmm2
	vmovd %xmm0,%eax
	vmovq %xmm0,%rax
	vmovq (%rax),%xmm1
	vpinsrq $1,(%rax),%xmm1,%xmm2
	vpextrd $1,%xmm1,(%rax)
	vzeroupper
	vzeroall
	kmovw %k1,%eax
	kmovq (%rax),%k1
	korw %k1,%k2,%k3
	vbroadcasti128 (%rax),%ymm1
	vbroadcasti32x4 (%rax),%zmm1
	vextracti128 $1,%ymm1,(%rax)
	vinserti128 $1,(%rax),%ymm1,%ymm2
	vpermq $0x4e,%ymm1,%ymm2
	vperm2i128 $0x20,%ymm1,%ymm2,%ymm3
	vpclmulqdq $0x11,%xmm1,%xmm2,%xmm3
	vpclmulqdq $0x10,%zmm1,%zmm2,%zmm3
	vaesenc %ymm1,%ymm2,%ymm3
	vgf2p8affineqb $1,%zmm1,%zmm2,%zmm3
	vpblendvb %xmm1,%xmm2,%xmm3,%xmm4
	vcmpltps %ymm1,%ymm2,%ymm3
	vcmpps $0x1f,%zmm1,%zmm2,%k3
	vcvtsi2sd %rax,%xmm1,%xmm2
	vcvtsi2sdl (%rax),%xmm1,%xmm2
	vcvttsd2si %xmm1,%rax
	vldmxcsr (%rax)
	vpmovzxbw (%rax),%ymm1
	vmovntdqa (%rax),%ymm1
	vmovntdq %zmm1,(%rax)
	vpsrlvq %zmm1,%zmm2,%zmm3
	vprolq $5,%zmm1,%zmm2
	vprord $5,%xmm1,%xmm2
	vpsrldq $5,%ymm1,%ymm2
	vpalignr $8,%ymm1,%ymm2,%ymm3
	vpermi2d %ymm1,%ymm2,%ymm3
	vpmadd52luq %zmm1,%zmm2,%zmm3
	andn %eax,%ebx,%ecx
	bextr %rax,(%rbx),%rcx
	blsr %eax,%ebx
	mulx %rax,%rbx,%rcx
	rorx $3,(%rax),%rbx
	pdep %rax,%rbx,%rcx
	bzhi %eax,%ebx,%ecx
	vpcompressd %zmm1,(%rax){%k1}
	vptestmb %zmm1,%zmm2,%k1
	vpopcntq %zmm1,%zmm2
	vmovups %zmm1,(%rax)
	vfmadd231pd (%rax){1to8},%zmm1,%zmm2
	vcvtps2pd (%rax),%zmm1
	vsqrtsd %xmm1,%xmm2,%xmm3
	vrndscaleps $1,{sae},%zmm1,%zmm2
	vpermb %zmm1,%zmm2,%zmm3
	vpdpbusd %zmm1,%zmm2,%zmm3
	{vex} vpdpbusd %ymm1,%ymm2,%ymm3
	vmaskmovps (%rax),%ymm1,%ymm2
	vtestps (%rax),%ymm1
	vphaddd %xmm1,%xmm2,%xmm3
	vbroadcastss %xmm1,%zmm2
	vpbroadcastb %eax,%zmm2
	vpmovm2b %k1,%zmm2
	vscatterdps %zmm1,(%rax,%zmm2,4){%k1}
	vmovss %xmm1,%xmm2,%xmm3
	vmovsd (%rax),%xmm3
	vmovhps (%rax),%xmm1,%xmm2
	vmovmskps %ymm1,%eax
	vpmovmskb %ymm1,%eax
	vcomisd (%rax),%xmm1
	vpsllw %xmm1,%ymm2,%ymm3
	vpsllw $3,%ymm2,%ymm3
	vpshufb 0x20(%rip),%xmm1,%xmm2
	ldtilecfg (%rax)
	sttilecfg (%rax)
	tilerelease
	tilezero %tmm3
	tileloadd (%rax,%rbx,1),%tmm1
	tdpbssd %tmm1,%tmm2,%tmm3
	sha1rnds4 $1,%xmm1,%xmm2
	sha256msg1 (%rax),%xmm1
	vpmaxuq 0x40(%rax),%zmm1,%zmm2
	vshufi32x4 $1,%zmm1,%zmm2,%zmm3
	vpsadbw %ymm1,%ymm2,%ymm3
	vpcmpgtd %ymm1,%ymm2,%ymm3
	vpcmpd $3,%ymm1,%ymm2,%k1
	vpcmpnequd (%rax){1to8},%ymm2,%k1
	vmovddup (%rax),%xmm2
	vaesenclast (%rax),%xmm1,%xmm2
	vaeskeygenassist $1,%xmm1,%xmm2
	# Encodings that the manuals reserve or that have prefixes without a use.
	.byte 0x0f,0x20,0x41
	.byte 0x44,0x0f,0x23,0x01
	.byte 0xc0,0x30,0x11
	.byte 0xd1,0xf1
	.byte 0xd3,0x30
	.byte 0xf6,0x08,0x11
	.byte 0x48,0xf7,0xc9,0x11,0x22,0x33,0x44
	.byte 0x48,0x0f,0x1f,0x00
	.byte 0x0f,0x1f,0x48,0x11
	.byte 0x66,0x0f,0xb9,0x00
	.byte 0x66,0x0f,0xff,0xc1
	.byte 0x0f,0xae,0xe9
	.byte 0x0f,0x1a,0xc1
	.byte 0x48,0x68,0x11,0x22,0x33,0x44
	.byte 0x66,0x48,0x50
	.byte 0x48,0x9c
	.byte 0x66,0x8c,0x00
	.byte 0x48,0x8c,0x00
	.byte 0x66,0x0f,0xae,0x00
	.byte 0x66,0x48,0x0f,0x07
	.byte 0xf2,0x86,0x00
	.byte 0xf3,0x87,0x03
	.byte 0x48,0x0f,0x01,0xc1
	.byte 0x66,0x48,0x0f,0xbc,0x00
	.byte 0x66,0x0f,0x84,0x11,0x22
	.byte 0xf2,0xe0,0xfe
	.byte 0x48,0xed
