/// Names that sound like people's, to make up some who are not there. Sorted.
enum NameWords {
  static let givens = [
    "abel", "ada", "aldo", "alma", "anouk", "bela", "bruno", "carla", "cyril", "dario", "dora",
    "edda", "elias", "enzo", "fanny", "felix", "gerda", "gino", "hanna", "hugo", "ida", "ivan",
    "jana", "joel", "karin", "kurt", "lara", "leon", "lilo", "maja", "marek", "milo", "nadja",
    "nils", "noemi", "olga", "otto", "paula", "peer", "rahel", "remo", "rosa", "sina", "sven",
    "tamar", "theo", "ulla", "urs", "vera", "viktor", "wanda", "xaver", "yara", "zoe",
  ]

  static let surnames = [
    "abegg", "abrell", "amstad", "basler", "berwin", "brandis", "caduff", "castell", "dahlke",
    "degen", "egloff", "ermatt", "fabian", "feller", "gantner", "gilgen", "hadorn", "hollen",
    "imboden", "jauslin", "kalber", "kestrel", "lachner", "lindau", "malters", "marbach", "mettler",
    "morath", "naegeli", "nordmann", "oberlin", "ostrau", "pfander", "quarella", "rickli",
    "rombach",
    "sarasin", "stoll", "tanner", "tobler", "uhlig", "vonau", "wacker", "wildi", "zangger",
    "zurkind",
  ]

  /// The longest given name that `text` begins with.
  static func given(startingIn text: String) -> String? {
    givens.filter { text.hasPrefix($0) }.max { $0.count < $1.count }
  }
}
