/// Sentences with what is in them, labelled by hand: what the search for indicators is measured on.
///
/// A sentence, an arrow, and what is in it: `type value` parted by `;`. Nothing behind the arrow, or no
/// arrow, means that nothing may be found. Values are invented, or are hashes of known words.
package struct IndicatorCase: Sendable {
  package var text: String
  /// As in `ipv4 45.77.1.2`, in the order of the text.
  package var wanted: [String]

  init(_ line: String) {
    let halves = line.split(separator: " => ", maxSplits: 1).map(String.init)
    text = halves[0]
    wanted = halves.count == 1 ? [] : Self.parts(halves[1])
  }

  /// A user agent holds `; ` too: a part begins with the name of a type.
  private static func parts(_ line: String) -> [String] {
    var parts: [String] = []
    for piece in line.split(separator: "; ").map(String.init) {
      let type = piece.prefix { $0 != " " }
      if IndicatorKind(rawValue: String(type)) != nil || parts.isEmpty {
        parts.append(piece)
      } else {
        parts[parts.count - 1] += "; " + piece
      }
    }
    return parts
  }

  package static let all = (single + running).split(separator: "\n").filter { !$0.isEmpty }
    .map { IndicatorCase(String($0)) }

  /// One thing at a time.
  private static let single = ##"""
    The server 45.77.1.2 answered => ipv4 45.77.1.2
    45.77.1.2 => ipv4 45.77.1.2
    from 45.77.1.2. => ipv4 45.77.1.2
    (45.77.1.2) => ipv4 45.77.1.2
    [45.77.1.2] => ipv4 45.77.1.2
    45.77.1.2, => ipv4 45.77.1.2
    ip:45.77.1.2 => ipv4 45.77.1.2
    45.77.1.2:443 was open => ipv4 45.77.1.2
    45[.]77[.]1[.]2 => ipv4 45.77.1.2
    45.77.1[.]2 => ipv4 45.77.1.2
    45(.)77(.)1(.)2 => ipv4 45.77.1.2
    45[dot]77[dot]1[dot]2 => ipv4 45.77.1.2
    45{.}77{.}1{.}2 => ipv4 45.77.1.2
    "45.77.1.2" => ipv4 45.77.1.2
    45.77.1[.2 => ipv4 45.77.1.2
    45.77.1.2/index.php => ipv4 45.77.1.2
    <45.77.1.2> => ipv4 45.77.1.2
    45.77.1.2; => ipv4 45.77.1.2
    address=45.77.1.2 => ipv4 45.77.1.2
    45.77.1.2! => ipv4 45.77.1.2
    '45.77.1.2' => ipv4 45.77.1.2
    |45.77.1.2| => ipv4 45.77.1.2
    45 [.] 77 [.] 1 [.] 2 => ipv4 45.77.1.2
    45.77.1.2? => ipv4 45.77.1.2
    **45.77.1.2** => ipv4 45.77.1.2
    `45.77.1.2` => ipv4 45.77.1.2
    45.77.1.0/24 was theirs => ipv4 45.77.1.0/24
    45.77.1.2 and 45.77.1.3 => ipv4 45.77.1.2; ipv4 45.77.1.3
    45.77.1.2,45.77.1.3 => ipv4 45.77.1.2; ipv4 45.77.1.3
    version 1.2.3.4
    Version 10.0.1.2 fixes it
    firmware 7.1.2.3
    v 4.3.2.1
    build 10.0.19041.1
    1.2.3
    1.2.3.4.5
    256.1.1.1
    1.2.3.999
    01.02.03.04
    1.2.3.04
    10.0.19045.2364
    1.2.3.4a
    section 3.2.1
    12.30.2024
    $1,234.56
    1..2.3
    1.2.3.-4
    3.14159
    1.2.3.4-5
    2a01:4f8::1 => ipv6 2a01:4f8::1
    to 2A01:4F8:0:1::7. => ipv6 2a01:4f8:0:1::7
    [2a01:4f8::1] => ipv6 2a01:4f8::1
    2a01:4f8:1:2:3:4:5:6 => ipv6 2a01:4f8:1:2:3:4:5:6
    2a01:4f8::/32 => ipv6 2a01:4f8::/32
    2a01[:]4f8::1 => ipv6 2a01:4f8::1
    (2a01:4f8::1) => ipv6 2a01:4f8::1
    2a01:4f8::1, => ipv6 2a01:4f8::1
    12:30:45
    00:11:22:33:44:55
    std::string
    at 10:15
    a::b
    ::
    aa:bb:cc
    key: value: more
    2a01:4f8:::1
    1:2:3:4:5:6:7:8:9
    Foo::Bar::Baz
    time 2024-01-01T12:00:00Z
    evil-site.ru => domain evil-site.ru
    The domain evil-site.ru was used. => domain evil-site.ru
    evil-site[.]ru => domain evil-site.ru
    evil-site(.)ru => domain evil-site.ru
    evil-site[dot]ru => domain evil-site.ru
    evil-site(dot)ru => domain evil-site.ru
    evil-site [dot] ru => domain evil-site.ru
    evil-site{dot}ru => domain evil-site.ru
    EVIL-SITE[.]RU => domain evil-site.ru
    www.evil-site.ru => domain www.evil-site.ru
    evil-site.ru:8443 => domain evil-site.ru
    evil-site.ru/gate => domain evil-site.ru
    a.b.c.evil-site.co.uk => domain a.b.c.evil-site.co.uk
    xn--80ak6aa92e.com => domain xn--80ak6aa92e.com
    evil.xyz => domain evil.xyz
    evil.top => domain evil.top
    evil.onion => domain evil.onion
    abc.duckdns.org => domain abc.duckdns.org
    "evil-site.ru" => domain evil-site.ru
    evil-site.ru, then => domain evil-site.ru
    evil[.]sh => domain evil.sh
    evil[.]zip => domain evil.zip
    cdn.evil.sh => domain cdn.evil.sh
    bad_host.evil.net => domain bad_host.evil.net
    domain:evil-site.ru => domain evil-site.ru
    evil-site[.ru => domain evil-site.ru
    hosts: evil-site.su => domain evil-site.su
    EVIL.COM => domain evil.com
    evil[ . ]com => domain evil.com
    login.evil.com[.]br => domain login.evil.com.br
    e.g. this
    i.e. that
    end.It was
    done.In fact
    System.Net
    System.IO.Compression
    ASP.NET
    VB.NET
    Node.js
    Vue.js
    U.S. firms
    Mr. Smith
    a.m.
    etc.
    foo.notatld
    -evil.nope
    no dots here
    Win32.Malware
    Trojan.Generic
    1.0
    ...
    a..com
    Socket.IO
    evil-.com
    obj.method
    this.value
    e.g
    i.e
    look [at] this
    say (dot) here
    http://evil.ru/a => url http://evil.ru/a
    hxxp://evil.ru/a => url http://evil.ru/a
    hXXps://evil[.]ru/a?b=c&d=e => url https://evil.ru/a?b=c&d=e
    https://evil.ru. => url https://evil.ru
    (https://evil.ru/a) => url https://evil.ru/a
    <https://evil.ru/a> => url https://evil.ru/a
    "https://evil.ru/a" => url https://evil.ru/a
    https[:]//evil.ru/a => url https://evil.ru/a
    https[://]evil.ru/a => url https://evil.ru/a
    hxxp[:]//evil[.]ru[/]a => url http://evil.ru/a
    http://45.77.1.2:8080/x.exe => url http://45.77.1.2:8080/x.exe
    http://45[.]77[.]1[.]2/x => url http://45.77.1.2/x
    ftp://evil.ru/f.zip => url ftp://evil.ru/f.zip
    https://evil.ru/a_(b) => url https://evil.ru/a_(b)
    https://user:pw@evil.ru/a => url https://user:pw@evil.ru/a
    HTTP://EVIL.RU/A => url http://evil.ru/A
    https://evil.ru/#frag => url https://evil.ru/#frag
    https://evil.ru/a,b => url https://evil.ru/a,b
    https://evil.ru/a; => url https://evil.ru/a
    https://evil.ru/a' => url https://evil.ru/a
    https://evil.ru/?u=http://other.com => url https://evil.ru/?u=http://other.com
    hxxps[:]//evil.ru => url https://evil.ru
    url:https://evil.ru/x => url https://evil.ru/x
    https://evil.ru/%20a => url https://evil.ru/%20a
    h**p://evil.ru/a => url http://evil.ru/a
    https://evil.ru/a! => url https://evil.ru/a
    http://
    https://localhost/x
    hxxp://
    http://nodots/a
    file:///etc/passwd
    data://x
    http://a..b/c
    https://[zz]/
    the hxxp scheme
    http:// evil
    mail a.b@evil.ru now => email a.b@evil.ru
    a.b[@]evil[.]ru => email a.b@evil.ru
    a.b[at]evil[dot]ru => email a.b@evil.ru
    a.b (at) evil (dot) ru => email a.b@evil.ru
    a.b@evil[.]ru => email a.b@evil.ru
    <a.b@evil.ru> => email a.b@evil.ru
    mailto:a.b@evil.ru => email a.b@evil.ru
    email:a.b@evil.ru => email a.b@evil.ru
    A.B@EVIL.RU => email a.b@evil.ru
    a+tag@evil.ru => email a+tag@evil.ru
    a.b@evil.ru, => email a.b@evil.ru
    a_b%c@evil.co.uk => email a_b%c@evil.co.uk
    a.b(@)evil.ru => email a.b@evil.ru
    @handle
    a@b
    user@localhost
    @
    a @ b
    5f4dcc3b5aa765d61d8327deb882cf99 => md5 5f4dcc3b5aa765d61d8327deb882cf99
    5F4DCC3B5AA765D61D8327DEB882CF99 => md5 5f4dcc3b5aa765d61d8327deb882cf99
    md5:5f4dcc3b5aa765d61d8327deb882cf99 => md5 5f4dcc3b5aa765d61d8327deb882cf99
    (5f4dcc3b5aa765d61d8327deb882cf99) => md5 5f4dcc3b5aa765d61d8327deb882cf99
    hash=5f4dcc3b5aa765d61d8327deb882cf99, => md5 5f4dcc3b5aa765d61d8327deb882cf99
    file 5f4dcc3b5aa765d61d8327deb882cf99. => md5 5f4dcc3b5aa765d61d8327deb882cf99
    5f4dcc3b5aa765d61d8327deb882cf9
    5f4dcc3b5aa765d61d8327deb882cf99a
    5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8 => sha1 5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8
    5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8 => sha1 5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8
    sha1:5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8 => sha1 5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8
    (5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8) => sha1 5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8
    hash=5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8, => sha1 5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8
    file 5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8. => sha1 5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8
    5baa61e4c9b93f3f0682250b6cf8331b7ee68fd
    5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8a
    5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8 => sha256 5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8
    5E884898DA28047151D0E56F8DC6292773603D0D6AABBDD62A11EF721D1542D8 => sha256 5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8
    sha256:5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8 => sha256 5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8
    (5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8) => sha256 5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8
    hash=5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8, => sha256 5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8
    file 5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8. => sha256 5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8
    5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d
    5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8a
    b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1d7785e5976ec049b46df5f1326af5a2ea6d103fd07c95385ffab0cacbc86 => sha512 b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1d7785e5976ec049b46df5f1326af5a2ea6d103fd07c95385ffab0cacbc86
    B109F3BBBC244EB82441917ED06D618B9008DD09B3BEFD1B5E07394C706A8BB980B1D7785E5976EC049B46DF5F1326AF5A2EA6D103FD07C95385FFAB0CACBC86 => sha512 b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1d7785e5976ec049b46df5f1326af5a2ea6d103fd07c95385ffab0cacbc86
    sha512:b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1d7785e5976ec049b46df5f1326af5a2ea6d103fd07c95385ffab0cacbc86 => sha512 b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1d7785e5976ec049b46df5f1326af5a2ea6d103fd07c95385ffab0cacbc86
    (b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1d7785e5976ec049b46df5f1326af5a2ea6d103fd07c95385ffab0cacbc86) => sha512 b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1d7785e5976ec049b46df5f1326af5a2ea6d103fd07c95385ffab0cacbc86
    hash=b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1d7785e5976ec049b46df5f1326af5a2ea6d103fd07c95385ffab0cacbc86, => sha512 b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1d7785e5976ec049b46df5f1326af5a2ea6d103fd07c95385ffab0cacbc86
    file b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1d7785e5976ec049b46df5f1326af5a2ea6d103fd07c95385ffab0cacbc86. => sha512 b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1d7785e5976ec049b46df5f1326af5a2ea6d103fd07c95385ffab0cacbc86
    b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1d7785e5976ec049b46df5f1326af5a2ea6d103fd07c95385ffab0cacbc8
    b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1d7785e5976ec049b46df5f1326af5a2ea6d103fd07c95385ffab0cacbc86a
    SHA-256: 5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8 => sha256 5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8
    5f4dcc3b5aa765d61d8327deb882cf99 5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8 => md5 5f4dcc3b5aa765d61d8327deb882cf99; sha1 5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8
    00000000000000000000000000000000
    ffffffffffffffffffffffffffffffffffffffff
    1234567890123456789012345678901234567890
    12345678901234567890123456789012
    deadbeef
    gggggggggggggggggggggggggggggggg
    550e8400-e29b-41d4-a716-446655440000
    CVE-2024-1709 => cve CVE-2024-1709
    cve-2021-44228 => cve CVE-2021-44228
    (CVE-2023-3519) => cve CVE-2023-3519
    CVE‑2020‑1472 => cve CVE-2020-1472
    CVE-2019-0708, => cve CVE-2019-0708
    exploits CVE-2022-1234567. => cve CVE-2022-1234567
    CVE-24-1709
    CVE-2024-12
    CVE-1985-1000
    CVE-2024-12345678
    CVE-2024
    ACVE-2024-1709
    AS9009 => asn AS9009
    ASN20473 => asn AS20473
    (AS14061) => asn AS14061
    AS9009, => asn AS9009
    AS400
    AS2
    as9009
    ASCII
    AS0123
    AS99999999999
    ASIA2024
    dropped evil.exe here => file evil.exe
    evil.dll => file evil.dll
    C:\Windows\Temp\evil.exe => file evil.exe
    /tmp/x.sh => file x.sh
    invoice_2024.pdf.lnk => file invoice_2024.pdf.lnk
    run.ps1, => file run.ps1
    (a.docm) => file a.docm
    update.py => file update.py
    mshta.hta => file mshta.hta
    %APPDATA%\x.vbs => file x.vbs
    setup.msi. => file setup.msi
    archive.7z => file archive.7z
    "evil.iso" => file evil.iso
    shell.aspx => file shell.aspx
    Evil.EXE => file Evil.EXE
    file:evil.exe => file evil.exe
    .exe
    exe
    a dll file
    the .lnk format
    React.js
    three.js

    """##

  /// As reports write: several things in a sentence, tables, headers of mails.
  private static let running = ##"""
    Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/91.0.4.1 Safari/537.36 => user-agent Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/91.0.4.1 Safari/537.36
    The agent was Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1) in all cases. => user-agent Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1)
    User-Agent: python-requests/2.28.1 => user-agent python-requests/2.28.1
    user agent "fasthttp" was seen => user-agent fasthttp
    User-Agent: curl/8.5.0, from 45.77.1.2 => user-agent curl/8.5.0; ipv4 45.77.1.2
    It sent the User-Agent string "BAV2ROPC" each time => user-agent BAV2ROPC
    with user-agent 'friendly-scanner' and CVE-2018-15473 => user-agent friendly-scanner; cve CVE-2018-15473
    user agent: Go-http-client/1.1. => user-agent Go-http-client/1.1
    User agents of the form `sqlmap/1.8#stable` => user-agent sqlmap/1.8#stable
    User-Agent=axios/1.6.8 => user-agent axios/1.6.8
    a user-agent of “Hydra scanner” => user-agent Hydra scanner
    Mozilla/5.0 (X11; Linux x86_64; rv:91.0) Gecko/20100101 Firefox/91.0 => user-agent Mozilla/5.0 (X11; Linux x86_64; rv:91.0) Gecko/20100101 Firefox/91.0
    "Mozilla/5.0 (compatible; MSAL 1.0) PKeyAuth/1.0" => user-agent Mozilla/5.0 (compatible; MSAL 1.0) PKeyAuth/1.0
    User-Agent: Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X) AppleWebKit/605.1.15 => user-agent Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X) AppleWebKit/605.1.15
    User-Agent: okhttp/4.9.3; host evil-site.ru => user-agent okhttp/4.9.3; domain evil-site.ru
    The user agent was "Mozilla/5.0 (Windows NT 6.1) Teams/1.3.00.30866 Electron/8.5.1" => user-agent Mozilla/5.0 (Windows NT 6.1) Teams/1.3.00.30866 Electron/8.5.1
    USER-AGENT: Wget/1.21 => user-agent Wget/1.21
    Both use Mozilla/5.0 as their name => user-agent Mozilla/5.0
    user agents: "masscan/1.3" => user-agent masscan/1.3
    header User-Agent: PostmanRuntime/7.28 => user-agent PostmanRuntime/7.28
    it calls itself Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.0.0 Safari/537.36 and no more => user-agent Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.0.0 Safari/537.36
    the user agent is forged
    user-agent rotation
    a useragent
    Mozilla Firefox
    the Mozilla Foundation
    user agreement 1/2
    User agents differ
    Mozilla/ alone
    the user agency/2
    The loader 7f3b1c2d4e5f60718293a4b5c6d7e8f9 calls hxxps://cdn-update[.]top/gate.php and 185.220.101.4:8080. => md5 7f3b1c2d4e5f60718293a4b5c6d7e8f9; url https://cdn-update.top/gate.php; ipv4 185.220.101.4
    Mails came from billing@invoice-portal[.]net with Invoice_0423.docm attached => email billing@invoice-portal.net; file Invoice_0423.docm
    After CVE-2023-34362 they ran cmd.exe /c whoami and left human2.aspx => cve CVE-2023-34362; file cmd.exe; file human2.aspx
    Traffic to 2a0b:7280:300::5 and 91.92.240.113 (AS394711) => ipv6 2a0b:7280:300::5; ipv4 91.92.240.113; asn AS394711
    The domain login-microsoftonline[.]com resolves to 104.168.155.143 => domain login-microsoftonline.com; ipv4 104.168.155.143
    SHA1 da39a3ee5e6b4b0d3255bfef95601890afd80709 is the empty file => sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709
    Version 3.12.0.1 of setup.exe drops helper.dll (see T1574.002) => file setup.exe; file helper.dll
    Between 10:15:30 and 11:00 the host at 45.9.148.3 asked for /owa/auth.owa => ipv4 45.9.148.3
    The C2 is at hxxp://45.9.148[.]3/a.png?id=1, its mirror at evil-mirror(.)xyz. => url http://45.9.148.3/a.png?id=1; domain evil-mirror.xyz
    Contact: admin[@]secure-mail[.]pw or admin (at) secure-mail (dot) pw => email admin@secure-mail.pw; email admin@secure-mail.pw
    They used AnyDesk.exe, rclone.exe, and PsExec.exe; see also System.IO. => file AnyDesk.exe; file rclone.exe; file PsExec.exe
    Kernel32.dll!VirtualAlloc is called => file Kernel32.dll
    C:\Users\Public\Documents\run.bat was started by schtasks => file run.bat
    %TEMP%\7zS4F2.tmp\update.exe => file update.exe
    /var/www/html/shell.php and /etc/cron.d/job => file shell.php
    HKLM\Software\Microsoft\Windows\CurrentVersion\Run
    The U.S. and U.K. agencies, e.g. CISA, said so.
    build 19045.2364 of Windows 10, No. 1.2.3
    The range 203.0.112.0/22 belongs to AS64496 => ipv4 203.0.112.0/22; asn AS64496
    IPs: 5.188.206.10, 5.188.206.11 and 5[.]188[.]206[.]12 => ipv4 5.188.206.10; ipv4 5.188.206.11; ipv4 5.188.206.12
    mail.evil-host.co.uk, ns1.evil-host.co.uk => domain mail.evil-host.co.uk; domain ns1.evil-host.co.uk
    https://t.me/evilchannel and tg://resolve => url https://t.me/evilchannel
    ftp://files.evil-host.ru/drop/a.rar => url ftp://files.evil-host.ru/drop/a.rar
    hxxps://drive.evil-host[.]ru/file/d/1A2b3C4d/view?usp=sharing => url https://drive.evil-host.ru/file/d/1A2b3C4d/view?usp=sharing
    The actor (APT-C-36) sent foto.jpg.exe, 12.4 MB => file foto.jpg.exe
    sha256: 9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08; md5: 098F6BCD4621D373CADE4E832627B4F6 => sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08; md5 098f6bcd4621d373cade4e832627b4f6
    | evil.top | 45.9.148.3 | 2024-01-02 | => domain evil.top; ipv4 45.9.148.3
    1. evil[.]club 2. evil[.]site => domain evil.club; domain evil.site
    CVE-2021-26855/CVE-2021-27065 chain => cve CVE-2021-26855; cve CVE-2021-27065
    exploits CVE-2021-26855 (ProxyLogon) => cve CVE-2021-26855
    the ASNs AS9009, AS20473 and AS200651 => asn AS9009; asn AS20473; asn AS200651
    network AS14061: DigitalOcean => asn AS14061
    hosted at AS49505. => asn AS49505
    [AS62904] and "AS60068" => asn AS62904; asn AS60068
    AS 9009
    route via AS174 => asn AS174
    from AS3356/AS3257 => asn AS3356; asn AS3257
    2001:67c:2e8:22::c100:68b and 2a02:4780:a:1::9 => ipv6 2001:67c:2e8:22::c100:68b; ipv6 2a02:4780:a:1::9
    [2a02:4780:a:1::9]:443 => ipv6 2a02:4780:a:1::9
    2a02:4780::/29 is theirs => ipv6 2a02:4780::/29
    IPv6 2a09:bac1::1234; IPv4 45.9.148.3 => ipv6 2a09:bac1::1234; ipv4 45.9.148.3
    fe80::1%eth0 was local
    2a02[:]4780[:]a[:]1[::]9 => ipv6 2a02:4780:a:1::9
    from 2a03:b0c0:2:d0::1:5001, port 443 => ipv6 2a03:b0c0:2:d0::1:5001
    <a.b@evil-host.ru>, "c.d@evil-host.ru" => email a.b@evil-host.ru; email c.d@evil-host.ru
    To: hr@evil-host.ru; Cc: it@evil-host.ru => email hr@evil-host.ru; email it@evil-host.ru
    name@evil-host.ru:password => email name@evil-host.ru
    first.last[at]evil-host[.]ru => email first.last@evil-host.ru
    git@evil-host.ru:repo.git => email git@evil-host.ru
    mailto:x.y@evil-host.ru?subject=hi => email x.y@evil-host.ru
    support@evil-host[.]online. => email support@evil-host.online
    dropper 5c3b034e7066dfe2a97febfa234b44ab, loader 7220293ac62f90c5c2fa5af3ad6794cd => md5 5c3b034e7066dfe2a97febfa234b44ab; md5 7220293ac62f90c5c2fa5af3ad6794cd
    | 7f306bca1a462127e59b9154599c443a | evil0.exe | 2024-03-01 | => md5 7f306bca1a462127e59b9154599c443a; file evil0.exe
    MD5 = 6CBAFDF0D952C57DE9D3DDEEBA3C6D0B; => md5 6cbafdf0d952c57de9d3ddeeba3c6d0b
    {"md5": "a7d669aeba29e86275f763fca08d310a"} => md5 a7d669aeba29e86275f763fca08d310a
    374df426ed2798fbfcd87b12aa819910 (packed with UPX), see https://vt.evil-host.ru/3947a39ba2acffa68f3f4b614f40cfba => md5 374df426ed2798fbfcd87b12aa819910; url https://vt.evil-host.ru/3947a39ba2acffa68f3f4b614f40cfba
    id-946f18e46dd4e119cee9719c0a4f709e-v2
    hash:0fbaf8208e5c288415055eab60349382 => md5 0fbaf8208e5c288415055eab60349382
    dropper 62f49687e89858420379a1cb466b27c88cb2323e, loader aa6cf8b320ec9e7c813fe3507aa73346ffe424fe => sha1 62f49687e89858420379a1cb466b27c88cb2323e; sha1 aa6cf8b320ec9e7c813fe3507aa73346ffe424fe
    | e259c38bb095f38c579438d21c42e3775f9febab | evil1.exe | 2024-03-01 | => sha1 e259c38bb095f38c579438d21c42e3775f9febab; file evil1.exe
    SHA1 = 8CD1605E818477454C94F953ED8210404996F5BC; => sha1 8cd1605e818477454c94f953ed8210404996f5bc
    {"sha1": "1bc98cd57e63612e35b388fe1ae6f63a06f171b6"} => sha1 1bc98cd57e63612e35b388fe1ae6f63a06f171b6
    48f79dcde97bde1990acf18b579fcd4a3cfdaa1e (packed with UPX), see https://vt.evil-host.ru/898660047dc0f719a3be4ac49f3233474666fb27 => sha1 48f79dcde97bde1990acf18b579fcd4a3cfdaa1e; url https://vt.evil-host.ru/898660047dc0f719a3be4ac49f3233474666fb27
    id-50253c9a8f4e2471aa134f19c2883821bafc9907-v2
    hash:df617cc614f87de2770606f2cba7badef038bd90 => sha1 df617cc614f87de2770606f2cba7badef038bd90
    dropper 1d4021731ad6bedd64a6ebb69f1f36df87ce5b68980eb8cbecd70c022c0ce988, loader 8b10450019daaf7c2812e14cf6edeb2263e2b45f3a2ef4342a8a3cde8ff7df5f => sha256 1d4021731ad6bedd64a6ebb69f1f36df87ce5b68980eb8cbecd70c022c0ce988; sha256 8b10450019daaf7c2812e14cf6edeb2263e2b45f3a2ef4342a8a3cde8ff7df5f
    | afb39cadcd789669ee335b580724df9adbee7200c0340047d5ab6e9c69487a2b | evil2.exe | 2024-03-01 | => sha256 afb39cadcd789669ee335b580724df9adbee7200c0340047d5ab6e9c69487a2b; file evil2.exe
    SHA256 = FFCA7F8893C2CD4D63996C0135C8E1F35FDFC981486A8E4C24FE8FB5D8758510; => sha256 ffca7f8893c2cd4d63996c0135c8e1f35fdfc981486a8e4c24fe8fb5d8758510
    {"sha256": "da466d4eb03fcd5bfd5275282f9f595eca6e88b45f96a3ff0e10a6ad7e84743b"} => sha256 da466d4eb03fcd5bfd5275282f9f595eca6e88b45f96a3ff0e10a6ad7e84743b
    c8e3f398d33293871a5babd11967b6816f0742653adbb1a3a15a0d7890d865ea (packed with UPX), see https://vt.evil-host.ru/e9c2bbd9f6e09ce622e1bd2b4403dbcb01266d9826e4532aa9e41560530b1139 => sha256 c8e3f398d33293871a5babd11967b6816f0742653adbb1a3a15a0d7890d865ea; url https://vt.evil-host.ru/e9c2bbd9f6e09ce622e1bd2b4403dbcb01266d9826e4532aa9e41560530b1139
    id-1aac2be6e1049d0e2dd143fcc0f63d3b581d9a24864e6af2952919a4f589ce85-v2
    hash:bb51eec45d44c668d4d1f9b5471a24631ee35c7c8ed9d2c013b61ac4dd694585 => sha256 bb51eec45d44c668d4d1f9b5471a24631ee35c7c8ed9d2c013b61ac4dd694585
    dropper b44122c267253a1382e3631496667b4799ad18e68eb48ecea2320a6a02c465d5e8a7580586a2b3638549a8ddb47d3b04fc92ab2addf420a0ef1941d71bdfcf95, loader a6c14d8907eb85cba69aa1ccf3051f36ca0bf59874ca71746c9562c0bad393b4c1297e81926b5928964f58b44fbf1e14992091ce2458cb9c83ae9f00edce0a34 => sha512 b44122c267253a1382e3631496667b4799ad18e68eb48ecea2320a6a02c465d5e8a7580586a2b3638549a8ddb47d3b04fc92ab2addf420a0ef1941d71bdfcf95; sha512 a6c14d8907eb85cba69aa1ccf3051f36ca0bf59874ca71746c9562c0bad393b4c1297e81926b5928964f58b44fbf1e14992091ce2458cb9c83ae9f00edce0a34
    | 94a2c09aab71162802e9d0e326acde404481f9b9ab3a4af6f82cdf3c4ccf19287ca5bf2c9d736e549a258d029dc20a6614003b2eb3468c710624ce3f7577aeec | evil3.exe | 2024-03-01 | => sha512 94a2c09aab71162802e9d0e326acde404481f9b9ab3a4af6f82cdf3c4ccf19287ca5bf2c9d736e549a258d029dc20a6614003b2eb3468c710624ce3f7577aeec; file evil3.exe
    SHA512 = 0F5AC7BDB5A6CE4385894DA2A680E21EA2636E35750FDB6E29F1227FF394DD5B0DBC5C789C019E3AFB286F09E10E20630737A7E4B12D3601D6CD37219184E822; => sha512 0f5ac7bdb5a6ce4385894da2a680e21ea2636e35750fdb6e29f1227ff394dd5b0dbc5c789c019e3afb286f09e10e20630737a7e4b12d3601d6cd37219184e822
    {"sha512": "b8231269018a9a8be37b1f04ae7af683fc25237980c3a5d1382cceafe6e777bf9bc5394bbcf8e7ac6d84657af63f7586f96cc58b86cd9c6c91207ea39cbdeab3"} => sha512 b8231269018a9a8be37b1f04ae7af683fc25237980c3a5d1382cceafe6e777bf9bc5394bbcf8e7ac6d84657af63f7586f96cc58b86cd9c6c91207ea39cbdeab3
    7bc303f70ba10e9c0bc3ec93c4ae95df29cc4b4772e511e97f30dbbc68ba1b247c7db915f784f39e3e860c42d5e2b184a0ec1faac170e5ec773bc42335cd214f (packed with UPX), see https://vt.evil-host.ru/c3ffcde839d7678a4c656fe81ed027383a670904f6231c8589bec2e3263bd956c086f3e07a0572d25b9ed6f93d3deaf9faca769ea3ef16cb663eae428812d2c3 => sha512 7bc303f70ba10e9c0bc3ec93c4ae95df29cc4b4772e511e97f30dbbc68ba1b247c7db915f784f39e3e860c42d5e2b184a0ec1faac170e5ec773bc42335cd214f; url https://vt.evil-host.ru/c3ffcde839d7678a4c656fe81ed027383a670904f6231c8589bec2e3263bd956c086f3e07a0572d25b9ed6f93d3deaf9faca769ea3ef16cb663eae428812d2c3
    id-12a8bfe5cddbd9bb291cbbee57dc2213392794c2eb4649c55147044954afe041ae74e1471973c3d8668664da6751bcb2c93b77c7c363bfab1e00084b3b8e9dd4-v2
    hash:efe6f131f854ce11c364560eed8d39b52b1182b6249735351e05ff7223a0ca3c660cff2eefd47c6776d792da0c84d4a290a304ac97baa9597974238e95ef4955 => sha512 efe6f131f854ce11c364560eed8d39b52b1182b6249735351e05ff7223a0ca3c660cff2eefd47c6776d792da0c84d4a290a304ac97baa9597974238e95ef4955
    CVE-2017-0144 (EternalBlue), CVE-2017-0145 => cve CVE-2017-0144; cve CVE-2017-0145
    Fixed in 2.17 (CVE-2021-44228, CVE-2021-45046 and CVE-2021-45105). => cve CVE-2021-44228; cve CVE-2021-45046; cve CVE-2021-45105
    https://nvd.evil-host.ru/vuln/detail/CVE-2022-30190 => url https://nvd.evil-host.ru/vuln/detail/CVE-2022-30190
    CVE: CVE-2022-30190; CVSS 7.8 => cve CVE-2022-30190
    “CVE-2023-4966”, called Citrix Bleed => cve CVE-2023-4966
    MS17-010 and KB4013389
    CVE-2023-XXXX is not assigned
    *CVE-2020-0601* => cve CVE-2020-0601
    AS13335 (Cloudflare) and AS16509 (Amazon) => asn AS13335; asn AS16509
    ASN: AS8075 | AS15169 => asn AS8075; asn AS15169
    the AS/400 and AS3 formats
    """##
}
