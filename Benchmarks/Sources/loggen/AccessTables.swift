/// The fixed texts of an access log; `~` stands for a number.
struct AccessTables {
  let pages = PhraseTable(
    """
    /
    /products/~
    /blog/2026/02/notes-from-the-workshop-~
    /products/~?variant=2&utm_source=newsletter&utm_medium=email
    /about
    /search?q=replacement+filter+~&page=1
    /support/articles/~
    /cart
    /blog/tag/maintenance?page=~
    /careers/~/apply
    /contact
    /de/produkte/~
    /fr/produits/~
    /api/v2/items?category=~&limit=50&offset=0
    /downloads/manual-~.pdf
    /blog/feed/
    /owa/
    /sitemap.xml
    """
  )

  let assets = PhraseTable(
    """
    /static/js/app.3f9c1e~.js
    /static/css/main.8b21d0~.css
    /images/products/~/large.webp
    /static/js/vendor.77ae02.js
    /images/logo.svg
    /static/fonts/inter-latin-400.woff2
    /images/products/~/thumb.webp
    /favicon.ico
    /wp-content/uploads/2026/01/header-~.jpg
    /wp-includes/js/jquery/jquery.min.js?ver=3.7.1
    /api/v2/cart/count
    """
  )

  /// The first, of most requests, is none.
  let referers = PhraseTable(
    """
    -
    https://www.contoso.example/
    https://www.google.com/
    https://www.contoso.example/products/
    https://www.bing.com/
    https://duckduckgo.com/
    https://www.contoso.example/blog/
    https://news.fabrikam.example/2026/02/review
    https://t.co/k3JxQ9vWbL
    https://www.linkedin.com/
    """
  )

  let probes = PhraseTable(
    """
    /.env
    /.git/config
    /wp-admin/setup-config.php
    /phpmyadmin/index.php
    /actuator/health
    /vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php
    /cgi-bin/luci/;stok=/locale
    /server-status
    /backup.zip
    /login.action
    """
  )

  let syncCommands = PhraseTable(
    """
    Ping
    Sync
    FolderSync
    ItemOperations
    SendMail
    Settings
    """
  )

  /// Browsers, then bots, mail programs, phones, scripts.
  let agents = PhraseTable(
    """
    Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/~.0.0.0 Safari/537.36
    Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1
    Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/~.0.0.0 Mobile Safari/537.36
    Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:~.0) Gecko/20100101 Firefox/~.0
    Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15
    Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/~.0.0.0 Safari/537.36 Edg/~.0.0.0
    Mozilla/5.0 (X11; Linux x86_64; rv:~.0) Gecko/20100101 Firefox/~.0
    Mozilla/5.0 (iPad; CPU OS 17_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/~.0.6261.89 Mobile/15E148 Safari/604.1
    Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)
    Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)
    Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)
    Mozilla/5.0 (compatible; SemrushBot/7~bl; +http://www.semrush.com/bot.html)
    Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.0; +https://openai.com/gptbot)
    UptimeRobot/2.0
    Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17328; Pro)
    Apple-iPhone15C2/2105.~
    Android-SAMSUNG-SM-S918B/101.~
    curl/7.88.1
    python-requests/2.31.0
    """
  )
  let browserCount = 8
  let botAgent = 8
  let mailAgent = 14
  let phoneAgent = 15
}
