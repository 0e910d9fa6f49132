/// The people of the imaginary company, and the names an outsider would guess.
///
/// Every `first.last` pair has a number. Numbers below `accountCount` have an account, the others do not.
struct People {
  let accountCount = 6000
  let first = PhraseTable(Self.firstNames)
  let last = PhraseTable(Self.lastNames)

  var pairCount: Int { first.count * last.count }

  @inline(__always)
  func exists(_ person: Int) -> Bool { person < accountCount }

  /// The person an enumerator guesses in its turn; no repeats within one list.
  ///
  /// The stride is a prime larger than either table, so it meets every pair once.
  func guess(list: Int, turn: Int) -> Int {
    (list * 1553 + turn * 7919) % pairCount
  }

  func appendLogin(_ person: Int, to sink: inout ByteSink) {
    let place = scattered(person)
    sink.append(first, place % first.count)
    sink.append(".")
    sink.append(last, place / first.count)
  }

  /// The login with its last letter doubled, as a hurried typist has it.
  func appendMistypedLogin(_ person: Int, to sink: inout ByteSink) {
    appendLogin(person, to: &sink)
    let name = scattered(person) / first.count
    sink.append(byte: last.start(of: name)[last.count(of: name) - 1])
  }

  func appendMail(_ person: Int, to sink: inout ByteSink) {
    appendLogin(person, to: &sink)
    sink.append("@contoso.example")
  }

  func appendDisplayName(_ person: Int, to sink: inout ByteSink) {
    let place = scattered(person)
    appendCapitalised(first, place % first.count, to: &sink)
    sink.append(" ")
    appendCapitalised(last, place / first.count, to: &sink)
  }

  private func appendCapitalised(_ table: PhraseTable, _ index: Int, to sink: inout ByteSink) {
    let start = table.start(of: index)
    sink.append(byte: start[0] - 32)
    sink.append(start + 1, count: table.count(of: index) - 1)
  }

  @inline(__always)
  private func scattered(_ person: Int) -> Int {
    person * 6971 % pairCount
  }
}

extension People {
  private static let firstNames: StaticString = """
    aaron
    abigail
    adam
    agnes
    alan
    alice
    amelie
    amir
    ana
    andrea
    angela
    anton
    arthur
    aylin
    barbara
    beatrice
    ben
    bianca
    boris
    brian
    carla
    carlos
    caroline
    cecilia
    charles
    chloe
    christian
    clara
    daniel
    daria
    david
    diana
    dominik
    doris
    edward
    elena
    elias
    emma
    eric
    esther
    eva
    fabian
    fatima
    felix
    fiona
    florian
    frances
    frank
    gabriel
    george
    greta
    hannah
    harold
    helen
    henry
    hugo
    ida
    ines
    irina
    isaac
    ivan
    jack
    jana
    jane
    jasmin
    jens
    joanna
    john
    jonas
    judith
    julia
    karl
    katharina
    kevin
    lara
    laura
    lena
    leo
    linda
    louis
    lucas
    lucy
    magda
    maria
    mark
    martin
    mary
    matteo
    maya
    michael
    mina
    moritz
    nadia
    natalie
    nicolas
    nina
    noah
    nora
    olga
    oliver
    oscar
    patricia
    paul
    petra
    philip
    rachel
    robert
    rosa
    samuel
    sandra
    sara
    simon
    sofia
    stefan
    susan
    thomas
    tina
    uwe
    vera
    victor
    walter
    yusuf
    zoe
    """

  private static let lastNames: StaticString = """
    adams
    albrecht
    allen
    andersen
    bailey
    baker
    bauer
    becker
    bennett
    berger
    bianchi
    brandt
    brooks
    brown
    busch
    campbell
    carter
    castillo
    clark
    collins
    cooper
    costa
    cruz
    davies
    diaz
    dietrich
    dubois
    edwards
    engel
    evans
    fernandez
    fischer
    fisher
    foster
    fournier
    frank
    fuchs
    garcia
    gibson
    gomez
    graf
    graham
    gray
    green
    haas
    hahn
    hall
    hansen
    harris
    hartmann
    heinrich
    herrera
    hill
    hoffmann
    horn
    howard
    huber
    hughes
    ivanov
    jackson
    jaeger
    james
    jansen
    jenkins
    johnson
    jones
    jung
    kaiser
    keller
    kelly
    kim
    king
    klein
    koch
    kowalski
    kraus
    krueger
    kuhn
    lambert
    lang
    lange
    larsson
    lee
    lehmann
    lewis
    lopez
    lorenz
    ludwig
    maier
    marino
    martin
    martinez
    mayer
    meyer
    miller
    mitchell
    moore
    morales
    moreau
    morgan
    morris
    mueller
    murphy
    myers
    nagy
    nelson
    neumann
    nguyen
    nielsen
    novak
    olsen
    ortiz
    otto
    owens
    parker
    patel
    perez
    peters
    peterson
    pfeiffer
    phillips
    pohl
    powell
    price
    ramirez
    reed
    reyes
    richter
    rivera
    roberts
    rodriguez
    rogers
    romano
    ross
    rossi
    roth
    russell
    sanchez
    sanders
    sauer
    schmidt
    schneider
    scholz
    schreiber
    schulte
    schulz
    schuster
    scott
    seidel
    silva
    simon
    smith
    sommer
    stein
    stewart
    sullivan
    taylor
    thomas
    thompson
    torres
    turner
    vogel
    vogt
    wagner
    walker
    wallace
    ward
    watson
    weber
    weiss
    werner
    white
    williams
    wilson
    winkler
    winter
    wolf
    wood
    wright
    young
    ziegler
    zimmermann
    """
}
