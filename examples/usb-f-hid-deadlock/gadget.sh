# In the guest, as root: a USB keyboard made of software. Each line is a command of its own.
insmod /lib/modules/udc_core.ko 2> /dev/null || true
insmod /lib/modules/libcomposite.ko
insmod /lib/modules/usb_f_hid.ko
mount -t configfs configfs /sys/kernel/config
mkdir -p /sys/kernel/config/usb_gadget/kbd/strings/0x409 /sys/kernel/config/usb_gadget/kbd/functions/hid.usb0 /sys/kernel/config/usb_gadget/kbd/configs/c.1
echo 0x1d6b > /sys/kernel/config/usb_gadget/kbd/idVendor
echo 0x0104 > /sys/kernel/config/usb_gadget/kbd/idProduct
echo 8 > /sys/kernel/config/usb_gadget/kbd/functions/hid.usb0/report_length
printf '\x05\x01\x09\x06\xa1\x01\x75\x08\x95\x08\x81\x02\xc0' > /sys/kernel/config/usb_gadget/kbd/functions/hid.usb0/report_desc
ln -s /sys/kernel/config/usb_gadget/kbd/functions/hid.usb0 /sys/kernel/config/usb_gadget/kbd/configs/c.1
echo dummy_udc.0 > /sys/kernel/config/usb_gadget/kbd/UDC
n=0; until [ "$(cat /sys/class/udc/dummy_udc.0/state)" = configured ] || [ $n = 100 ]; do sleep 0.1; n=$((n + 1)); done; cat /sys/class/udc/dummy_udc.0/state
