/// A name of the DNS whose last label is a top-level domain.
struct DomainName {
  let value: String
  private let written: String
  private let labels: [Substring]

  init?(_ text: String) {
    guard (4...253).contains(text.utf8.count) else { return nil }
    let lowered = text.lowercased()
    labels = lowered.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2, labels.allSatisfy(Self.isLabel), let last = labels.last,
      TopLevelDomains.all.contains(String(last)) || last.hasPrefix("xn--")
    else { return nil }
    (value, written) = (lowered, text)
  }

  private static func isLabel(_ label: Substring) -> Bool {
    (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
      && label.utf8.allSatisfy { RefangedText.isWord($0) || $0 == 0x2d || $0 == 0x5f }
  }

  /// Endings that are more often those of files or products.
  private static let alsoFiles: Set = [
    "sh", "py", "pl", "rs", "md", "so", "ps", "zip", "mov", "cc", "am", "in", "mm", "app",
  ]
  private static let products: Set = [
    "asp.net", "vb.net", "ado.net", "paint.net", "command.com", "booking.com", "node.js",
    "socket.io",
  ]

  /// Whether it is meant as a domain where nothing says so: `done.It was` and `System.Net` are none.
  var isLikelyInProse: Bool {
    guard let end = written.split(separator: ".").last, let ending = labels.last else {
      return false
    }
    if end.first?.isUppercase == true, written != written.uppercased() { return false }
    if Self.products.contains(value)
      || (labels.count == 2 && labels[0].count == 1 && ending.count == 2)
    {
      return false
    }
    return labels.count > 2 || !Self.alsoFiles.contains(String(ending))
  }
}

enum TopLevelDomains {
  /// All of countries, and the general ones that reports name.
  static let all: Set<String> = Set(
    """
    ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw
    by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu
    fi fj fk fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im
    in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc
    md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa
    pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss
    st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn
    vu wf ws ye yt za zm zw
    academy agency app art asia bar best bid biz blog buzz cam capital casa cat center chat cfd click
    cloud club coffee com company cool dad date design dev digital direct download edu email energy
    enterprises expert express family fans finance fit foo fun fund fyi games gdn global gold gov group
    guru health help homes host hosting house icu info ink institute int international jobs kim land law
    lat legal life link live loan lol ltd management market marketing media men mil mobi mom money monster
    mov museum name net network news ninja one onion online org page party photo photos pics press pro
    promo properties pub pw quest racing realtor red rent report rest review reviews rocks run sale sbs
    school science security services shop show site skin social software solutions space store stream
    studio support surf systems team tech technology tel tips today tools top trade training travel
    vip vin wang watch webcam website wiki win work works world wtf xin xxx xyz yachts yoga zip zone
    arpa test example invalid local
    """.split { $0.isWhitespace }.map(String.init)
  )
}

enum FileName {
  private static let endings: Set<String> = Set(
    """
    exe dll sys bat cmd ps1 psm1 vbs vbe js jse wsf hta lnk scr doc docx docm dot dotm xls xlsx xlsm xlsb
    xll ppt pptx pptm pdf rtf zip rar 7z iso img vhd cab msi msix jar py sh php asp aspx ashx jsp jspx elf
    so bin dat tmp txt log ini cfg xml json html htm chm cpl ocx drv one vhdx apk ipa dmg pkg app plist
    tar gz tgz bz2 pl rb go war class reg inf url eml msg ics csv db sqlite pst ost
    """.split { $0.isWhitespace }.map(String.init)
  )
  private static let products: Set = [
    "node.js", "vue.js", "react.js", "next.js", "express.js", "angular.js", "d3.js", "three.js",
    "ember.js", "backbone.js", "nuxt.js", "discord.js",
  ]
  /// What is a domain, not a file, behind two labels or more.
  private static let domains: Set = ["one", "app", "zip", "url", "sh"]

  /// Whether it is written like the name of a file: a stem, a dot and an ending that files have.
  static func isOne(_ text: String) -> Bool {
    guard (4...255).contains(text.utf8.count), let dot = text.lastIndex(of: "."),
      dot > text.startIndex
    else { return false }
    let ending = text[text.index(after: dot)...].lowercased()
    let stem = text[..<dot]
    guard endings.contains(ending), !products.contains(text.lowercased()),
      stem.utf8.allSatisfy({ $0 != 0x2e || ending.count > 1 }),
      stem.utf8.allSatisfy({ RefangedText.isWord($0) || "._-+~$@%&".utf8.contains($0) }),
      stem.utf8.contains(where: RefangedText.isWord)
    else { return false }
    return !(domains.contains(ending) && stem.contains(".")) && ending != "one"
  }
}
