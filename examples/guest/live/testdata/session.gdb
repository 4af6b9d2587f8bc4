# A command file as users write them: gdb and kbreak run it as it is.
set confirm off
set pagination off
set height 0
set width 0
set print pretty off
set language c

define banner
  printf "%s", linux_banner
end
document banner
Print the banner of the kernel.
It ends with a newline.
end

define task
  set $t = (struct task_struct *) $arg0
  printf "%-16s pid %5d prio %3d state %#x\n", $t->comm, $t->pid, $t->prio, $t->__state
end

define tasks
  set $head = &init_task.tasks
  set $at = $head->next
  set $n = 0
  while $at != $head
    set $p = (struct task_struct *)((char *)$at - (unsigned long)&((struct task_struct *)0)->tasks)
    if $n < $arg0
      task $p
    else
      loop_break
    end
    set $n = $n + 1
    set $at = $at->next
  end
  if $argc == 2
    printf "%d shown, ", $n
    echo $arg1\n
  end
end

echo --- begin\n
banner
help banner
tasks 3
tasks 5 "enough"
set $i = 0
while 1
  set $i++
  if $i % 2
    loop_continue
  end
  if $i > 8
    loop_break
  end
  output $i
  echo ,
end
echo \n
print $i
print/x $i
x/s linux_banner
x/4xw &init_task
x/2xg
x/3c linux_banner
x/8xb linux_banner
x/2dh linux_banner
x/4a sys_call_table
x/i schedule
x/12i
x/2s init_task.comm
x/6dw sys_call_table
x/3og sys_call_table
x/2tb linux_banner
x/ug &jiffies_64
p $_
p $__
display init_task.pid
display/x init_task.flags
display/s init_task.comm
display/2xw linux_banner
display
info display
undisplay 2
disable display 3
display
printf "%c%c %5.2f %lu %p %%\n", 'o', 107, 2.5, -1L, &init_task
show user banner
define hookpost-banner
  echo (after)\n
end
banner
echo --- end\n
