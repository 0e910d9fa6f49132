/// The fixed texts of a sign-in record.
struct EntraTables {
  /// Ready-made `appId` and `appDisplayName`, the usual ones first.
  let apps = PhraseTable(
    #"""
    appId":"00000002-0000-0ff1-ce00-000000000000","appDisplayName":"Office 365 Exchange Online
    appId":"5e3ce6c0-2b1f-4285-8d4b-75ee78787346","appDisplayName":"Microsoft Teams Web Client
    appId":"1fec8e78-bce4-4aaf-ab1b-5451cc387264","appDisplayName":"Microsoft Teams
    appId":"d3590ed6-52b3-4102-aeff-aad2292ab01c","appDisplayName":"Microsoft Office
    appId":"00000003-0000-0ff1-ce00-000000000000","appDisplayName":"Office 365 SharePoint Online
    appId":"ab9b8c07-8f02-4f72-87fa-80105867a763","appDisplayName":"OneDrive SyncEngine
    appId":"4765445b-32c6-49b0-83e6-1d93765276ca","appDisplayName":"OfficeHome
    appId":"27922004-5251-4030-b22d-91ecd9a37ea4","appDisplayName":"Outlook Mobile
    appId":"29d9ed98-a469-4536-ade2-f981bc1d605e","appDisplayName":"Microsoft Authentication Broker
    appId":"c44b4083-3bb0-49c1-b47d-974e53cbdf3c","appDisplayName":"Azure Portal
    appId":"871c010f-5e61-4fb1-83ac-98610a7e9110","appDisplayName":"Microsoft Power BI
    appId":"2793995e-0a7d-40d7-bd35-6968ba142197","appDisplayName":"My Apps
    appId":"7f3d2b10-4c1e-49f2-8a53-6b1f0c9d2e11","appDisplayName":"Payroll
    appId":"c1a0b9e4-72d5-4e8f-9b36-0f4d8a7e5c22","appDisplayName":"Travel & Expenses
    appId":"e8b4d6f0-1a39-4c57-8e02-9d7c5b3a1f33","appDisplayName":"Service desk
    appId":"1b730954-1685-4b74-9bfd-dac224a7b894","appDisplayName":"Azure Active Directory PowerShell
    """#
  )
  /// The one that scripts like to name.
  var scriptedApp: Int { apps.count - 1 }

  let legacyClients = PhraseTable(
    """
    Other clients
    Authenticated SMTP
    IMAP4
    Exchange ActiveSync
    POP3
    Exchange Web Services
    Autodiscover
    """
  )

  /// Browsers first, then applications, a script's last.
  ///
  /// `~` is the version.
  let agents = PhraseTable(
    """
    Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/~.0.0.0 Safari/537.36 Edg/~.0.0.0
    Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/~.0.0.0 Safari/537.36
    Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/~.0.0.0 Safari/537.36
    Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:~.0) Gecko/20100101 Firefox/~.0
    Mozilla/5.0 (X11; Linux x86_64; rv:~.0) Gecko/20100101 Firefox/~.0
    Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15
    Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1
    Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/~.0.0.0 Mobile Safari/537.36
    Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Teams/24004.1307.2669.7070 Chrome/~.0.0.0 Safari/537.36
    Mozilla/5.0 (compatible; MSAL 1.0) PKeyAuth/1.0
    Windows-AzureAD-Authentication-Provider/1.0
    Outlook-iOS/2.0
    Dalvik/2.1.0 (Linux; U; Android 14; SM-S918B Build/UP1A.231005.007) PKeyAuth/1.0
    Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17328; Pro)
    OneDriveMpc-Transform_Thumbnail/1.0
    python-requests/2.31.0
    """
  )
  let browserAgents = 8

  let systems = PhraseTable(
    """
    Windows10
    Windows11
    MacOs
    Ios 17.4
    Android 14
    Linux
    """
  )

  /// Town, state, country and place on the map; the first is the company's.
  let places = PhraseTable(
    #"""
    "city":"Hamburg","state":"Hamburg","countryOrRegion":"DE","geoCoordinates":{"latitude":53.5507,"longitude":9.993
    "city":"Munich","state":"Bayern","countryOrRegion":"DE","geoCoordinates":{"latitude":48.1374,"longitude":11.5755
    "city":"Vienna","state":"Wien","countryOrRegion":"AT","geoCoordinates":{"latitude":48.2085,"longitude":16.3721
    "city":"Lyon","state":"Rhone","countryOrRegion":"FR","geoCoordinates":{"latitude":45.7485,"longitude":4.8467
    "city":"Milano","state":"Milano","countryOrRegion":"IT","geoCoordinates":{"latitude":45.4643,"longitude":9.1895
    "city":"Leeds","state":"West Yorkshire","countryOrRegion":"GB","geoCoordinates":{"latitude":53.7965,"longitude":-1.5478
    "city":"Boston","state":"Massachusetts","countryOrRegion":"US","geoCoordinates":{"latitude":42.3584,"longitude":-71.0598
    "city":"Porto","state":"Porto","countryOrRegion":"PT","geoCoordinates":{"latitude":41.1496,"longitude":-8.611
    "city":"Krak\u00f3w","state":"Ma\u0142opolskie","countryOrRegion":"PL","geoCoordinates":{"latitude":50.0614,"longitude":19.9366
    "city":"Singapore","state":"","countryOrRegion":"SG","geoCoordinates":{"latitude":1.2897,"longitude":103.8501
    """#
  )
  /// In the order of `places`.
  let countries = PhraseTable(
    """
    DE
    DE
    AT
    FR
    IT
    GB
    US
    PT
    PL
    SG
    """
  )

  let policies = PhraseTable(
    #"""
    {"id":"0a5b7c1d-93e2-4f60-8b14-6d2e7f3a9c01","displayName":"CA001 Require MFA for all users","enforcedGrantControls":["Mfa"]
    {"id":"1b6c8d2e-a4f3-4071-9c25-7e3f804bad02","displayName":"CA002 Block legacy authentication","enforcedGrantControls":["Block"]
    {"id":"2c7d9e3f-b504-4182-ad36-8f40915cbe03","displayName":"CA003 Require compliant device for \"Finance\"","enforcedGrantControls":["RequireCompliantDevice"]
    {"id":"3d8eaf40-c615-4293-be47-9051a26dcf04","displayName":"CA004 Block countries","enforcedGrantControls":["Block"]
    {"id":"4e9fb051-d726-43a4-8f58-a162b37ed005","displayName":"CA005 Sign-in frequency for guests","enforcedGrantControls":[]
    {"id":"5fa0c162-e837-44b5-9069-b273c48fe106","displayName":"CA006 Require MFA for administrators","enforcedGrantControls":["Mfa"]
    """#
  )

  /// As the service writes them: JSON in a JSON string.
  let scopes = PhraseTable(
    #"""
    \"openid\",\"profile\",\"email\",\"User.Read\"
    \"Calendars.ReadWrite\",\"Contacts.ReadWrite\",\"Mail.ReadWrite\",\"Mail.Send\",\"offline_access\"
    \"Files.ReadWrite.All\",\"Sites.Read.All\"
    \"https:\/\/outlook.office.com\/EWS.AccessAsUser.All\"
    """#
  )
}
