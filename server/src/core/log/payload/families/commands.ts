/** Commands of shells, of Unix and of Windows, and of what is usually installed: names that stand behind a separator for a reason. */

const NAMES = new Set(
  (
    'alias ansible apt-get aptitude ar aria2c arp as assoc at attrib awk axel base64 bash batch bcdedit' +
    ' bg bitsadmin bsdcat bsdtar busybox bzip2 c89 c99 cacls cal capsh cat cc cd certutil chmod chown' +
    ' chroot cmp comm composer copy cp cpan cpio cpulimit crontab cryptsetup cscli cscript csh csplit' +
    ' csvtool curl cut dash date dd debugfs del df diff dig dir diskpart dmesg dmsetup dnf docker dpkg du' +
    ' echo ed egrep elinks emacs env eval ex exec explorer export expr fc fetch fg fgrep file find findstr' +
    ' finger fish flock forfiles fsutil ftp ftype fuser g++ gawk gcc gcore gdb gem genisoimage getfacl git' +
    ' gpg grep groups gunzip gzip halt head hexdump hg hh host hostname hping3 htop icacls iconv id iex' +
    ' ifconfig init ionice ip ipconfig iptables irb irm iwmi iwr jobs join journalctl jq kill killall ksh' +
    ' kubectl last lastb lastlog lastlogin ld ldconfig less links ln locate loginctl lp ls lsof ltrace lua' +
    ' lynx mail make mawk mkdir mkfifo mongo more mount move mshta msiexec mtr mutt mv mysql mysqldump' +
    ' nano nasm nawk nbtstat nc ncat ncftp net net1 netsh netstat nft nice nl nm nmap node nohup npm npx' +
    ' nsenter nslookup ntpdate objdump od openssl openvt opkg pandoc passwd paste perf perl pftp pg_dump' +
    ' php pico pidstat ping ping6 pip pkexec pkill popd powershell printenv printf ps psftp psql pushd pwd' +
    ' python qwinsta readelf reboot redis-cli reg regedit regsvr32 ren rev rlogin rlwrap rm rmdir rmt' +
    ' route rpm rsh rsync ruby run-parts rundll32 rview rvim sash sc schtasks scp screen sed sendmail' +
    ' service set setarch setfacl sftp sh shutdown sleep smbclient socat sort source split sqlite3 ss ssh' +
    ' sshpass start stat stdbuf strace strings su sudo svn sysctl systemctl systeminfo tac tail tailf tar' +
    ' taskkill tasklist taskset tclsh tcpdump tcsh tee telnet tftp time timeout tmux touch traceroute trap' +
    ' tree tshark type ulimit umask umount uname uniq unlzma unset unshare unsquashfs unzip' +
    ' update-alternatives useradd userdel users uudecode uuencode valgrind ver vi view vigr vim vipw virsh' +
    ' visudo vol vssadmin w w3m watch wc wget whereis which who whoami wmic wscript xargs xdotool xterm' +
    ' xxd xz yarn yum zip zipinfo zsh zstdcat zypper'
  ).split(' '),
);
/** Families of commands that begin alike. */
const BEGINNINGS = /^(?:chef|ansible|systemd|aa|lwp|ssh)-[a-z]/;

/** Whether a word (lower case, with what is written as one with it) is a command: `id`, `cmd.exe`, `python3.10`, `ls-la`. */
export function isCommand(word: string): boolean {
  if (NAMES.has(word) || BEGINNINGS.test(word)) return true;
  const bare = word.replace(/\.(?:exe|com)$/, '').replace(/^(python|php|ruby|perl|pip|lua|node|gcc)[\d.]{1,6}$/, '$1');
  if (NAMES.has(bare)) return true;
  const dash = bare.indexOf('-');
  return dash > 0 && NAMES.has(bare.slice(0, dash));
}
