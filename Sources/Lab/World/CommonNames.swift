/// Given names and surnames as they are met in many countries, in ASCII as accounts are written.
///
/// Staff, strangers and guessed lists are all drawn from here: that is why a guessed list has hits.
enum CommonNames {
  static let given = words(
    """
    adam agnes aino albert alena alex alice amara amir ana anders andrea angela anita anna anton arjun
    astrid aurora bart beata bela ben bianca boris bruno camila carla carlos cecil celine chen chiara
    clara claude conrad dalia daniel daria david diana diego dora eda edgar elena elias elif elin emil
    emma enzo erik esther eva fatima felix fiona frank frida gabor gerda gita grace greta hana hanna
    hassan heidi helen henrik hiro hugo ida igor ines ingrid irena iris ivan ivo jack jana janos jasmin
    joan joel jonas jorge judith julia kaito kamil karen karl katja kemal kira klara kofi lara laura
    layla lea lena leo lin lisa livia louis luca lucia magda malik marco maria marta mateo maya mei
    mia milan mina mira mona nadia nils nina noah nora odin olga omar oscar otto pablo paula pedro
    petra pia rafael rania ravi rita robin rosa ruth sami sana sara selma simon sofia sonja stefan
    sven tariq tessa theo thomas tina tomas ulla uma vera victor viola wanda xenia yara yuki zoe
    """
  )
  static let surnames = words(
    """
    abbott acosta adler ahmed almeida anders arslan bakker balogh barros bauer becker benoit berger
    bianchi blanco bosch braun brown carter castro chavez chen clarke conti costa cruz danilov david
    demir diaz dietrich dubois dvorak eklund evans fabre farkas ferrari fischer flores fontaine foster
    frank fuchs garcia geiger gomez graf gruber gupta haas hagen hansen hartmann hassan herrera hill
    hoffmann holm horvat huber hughes ibrahim ivanov jansen jensen jovic kaiser kaya keller khan kim
    klein koch kovacs kowalski kraus kumar lang larsen lehmann leroy lin lindberg lopez lund maier
    marin martin mason mendes meyer moreau mori moser muller murphy nagy nakamura navarro nguyen
    nielsen novak nowak okafor oliveira olsen orlov ortega osman otto park patel pavlov pereira perez
    petrov pohl popescu quinn rahman ramos reed reyes richter rossi roth roux russo sahin sanchez
    santos sato sauer schmidt schulz serra silva simic singh sokolov steiner stone suzuki tanaka
    thomas torres toth turner urban vargas vega virtanen vogel wagner walker wang weber weiss werner
    white wolf wong wright yamada yilmaz young zhang ziegler zimmer
    """
  )
  /// What everybody on the internet tries, the most frequent first.
  static let popular = words(
    """
    root admin test user ubuntu oracle postgres guest ftpuser info git mysql support deploy pi
    hadoop administrator webmaster nagios jenkins tomcat ansible docker backup office sales www
    minecraft teamspeak steam demo dev elastic kafka zabbix vagrant sysadmin contact mail service
    """
  )

  private static func words(_ text: String) -> [String] {
    text.split { $0 == " " || $0 == "\n" }.map(String.init)
  }
}
