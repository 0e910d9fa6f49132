// The order and the names of the fields follow what the service exports; a few of its always empty ones are left out.

extension EntraLog {
  mutating func write(_ signIn: SignIn, to sink: inout ByteSink) {
    let request = random.next()
    let ticks = random.pick(10_000_000)
    writeEnvelope(signIn, request: request, ticks: ticks, to: &sink)
    writePerson(signIn, request: request, ticks: ticks, to: &sink)
    writeDevice(signIn, to: &sink)
    writePolicies(signIn, to: &sink)
    writeProcessing(signIn, to: &sink)
    writeSteps(signIn, ticks: ticks, to: &sink)
    writeRemainder(signIn, request: request, to: &sink)
    sink.append("\n")
  }

  private func writeEnvelope(_ signIn: SignIn, request: UInt64, ticks: Int, to sink: inout ByteSink)
  {
    sink.append(#"{"time":""#)
    sink.append(iso: stamp, ticks: ticks)
    sink.append(
      #"Z","resourceId":"/tenants/3f6a1c52-8d47-4b0e-9a6f-2c1d5e7b9043/providers/Microsoft.aadiam","#
    )
    sink.append(#""operationName":"Sign-in activity","operationVersion":"1.0","category":""#)
    sink.append(signIn.isInteractive ? "SignInLogs" : "NonInteractiveUserSignInLogs")
    sink.append(#"","tenantId":"3f6a1c52-8d47-4b0e-9a6f-2c1d5e7b9043","resultType":""#)
    sink.append(decimal: signIn.result.rawValue)
    sink.append(#"","resultSignature":""#)
    if signIn.result == .success {
      sink.append(#"SUCCESS","#)
    } else {
      sink.append(#"FAILURE","resultDescription":""#)
      sink.append(signIn.result.reason)
      sink.append(#"","#)
    }
    sink.append(#""durationMs":0,"callerIpAddress":""#)
    addresses.append(signIn.source, to: &sink)
    sink.append(#"","correlationId":""#)
    sink.append(uuid: request >> 1)
    sink.append(#"","identity":""#)
    appendDisplayName(signIn, to: &sink)
    sink.append(#"","Level":4,"location":""#)
    sink.append(tables.countries, place(of: signIn))
    sink.append(#"","properties":{"#)
  }

  private func writePerson(_ signIn: SignIn, request: UInt64, ticks: Int, to sink: inout ByteSink) {
    sink.append(#""id":""#)
    sink.append(uuid: request)
    sink.append(#"","createdDateTime":""#)
    sink.append(iso: stamp, ticks: ticks)
    sink.append(#"+00:00","userDisplayName":""#)
    appendDisplayName(signIn, to: &sink)
    sink.append(#"","userPrincipalName":""#)
    appendPrincipalName(signIn, to: &sink)
    sink.append(#"","userId":""#)
    if signIn.result == .noSuchUser {
      sink.append("00000000-0000-0000-0000-000000000000")
    } else {
      sink.append(uuid: UInt64(signIn.person) | 1 << 40)
    }
    sink.append(#"",""#)
    sink.append(tables.apps, signIn.app)
    sink.append(#"","ipAddress":""#)
    addresses.append(signIn.source, to: &sink)
    sink.append(#"","status":{"errorCode":"#)
    sink.append(decimal: signIn.result.rawValue)
    if signIn.result == .success {
      let isByClaim = signIn.device & 3 != 0
      sink.append(
        isByClaim ? #","additionalDetails":"MFA requirement satisfied by claim in the token""# : ""
      )
    } else {
      sink.append(#","failureReason":""#)
      sink.append(signIn.result.reason)
      sink.append(#"","additionalDetails":""#)
      sink.append(signIn.result == .needsSecondFactor ? "MFA required in Azure AD" : "")
      sink.append("\"")
    }
    sink.append("},")
  }

  private func writeDevice(_ signIn: SignIn, to sink: inout ByteSink) {
    sink.append(#""clientAppUsed":""#)
    switch signIn.client {
    case .browser: sink.append("Browser")
    case .desktopApp: sink.append("Mobile Apps and Desktop clients")
    case .legacy(let index): sink.append(tables.legacyClients, index)
    }
    sink.append(#"","userAgent":""#)
    sink.append(tables.agents, signIn.agent, filling: 118 + Int(signIn.device >> 20) % 12)
    sink.append(#"","deviceDetail":{"deviceId":""#)
    let isManaged = signIn.device & 1 == 0 && signIn.result.acceptedPassword
    if isManaged {
      sink.append(uuid: signIn.device)
      sink.append(#"","displayName":"NB-"#)
      sink.append(decimal: Int(signIn.device >> 8) % 90000 + 10000)
    } else {
      sink.append(#"","displayName":""#)
    }
    sink.append(#"","operatingSystem":""#)
    sink.append(tables.systems, Int(signIn.device >> 12) % tables.systems.count)
    sink.append(#"","browser":"Edge "#)
    sink.append(decimal: 118 + Int(signIn.device >> 20) % 12)
    sink.append(
      isManaged
        ? #".0.0","isCompliant":true,"isManaged":true,"trustType":"Hybrid Azure AD joined"},"location":{"#
        : #".0.0","isCompliant":false,"isManaged":false,"trustType":""},"location":{"#
    )
    sink.append(tables.places, place(of: signIn))
    sink.append("}},")
  }

  private mutating func writePolicies(_ signIn: SignIn, to sink: inout ByteSink) {
    sink.append(#""mfaDetail":{},"correlationId":""#)
    sink.append(uuid: random.next())
    sink.append(#"","conditionalAccessStatus":""#)
    let isApplied = signIn.result.acceptedPassword
    sink.append(
      !isApplied ? "notApplied" : signIn.result == .blockedByPolicy ? "failure" : "success"
    )
    sink.append(#"","appliedConditionalAccessPolicies":["#)
    // Two to four, two for most.
    let count = max(2, Int(signIn.device >> 28 % 5))
    for index in 0..<count {
      if index > 0 { sink.append(",") }
      sink.append(tables.policies, (signIn.app + index) % tables.policies.count)
      sink.append(#","result":""#)
      sink.append(isApplied && index == 0 ? "success" : "notApplied")
      sink.append(isApplied ? #"","conditionsSatisfied":3}"# : #"","conditionsSatisfied":0}"#)
    }
    sink.append("],")
  }

  private mutating func writeProcessing(_ signIn: SignIn, to sink: inout ByteSink) {
    sink.append(signIn.isInteractive ? #""isInteractive":true,"# : #""isInteractive":false,"#)
    sink.append(
      #""tokenIssuerName":"","tokenIssuerType":"AzureAD","authenticationProcessingDetails":[{"key":"Legacy TLS (TLS 1.0, 1.1, 3DES)","value":"False"},"#
    )
    if !signIn.isInteractive {
      sink.append(#"{"key":"Oauth Scope Info","value":"["#)
      sink.append(tables.scopes, signIn.app % tables.scopes.count)
      sink.append(#"]"},"#)
    }
    sink.append(#"{"key":"Is CAE Token","value":""#)
    sink.append(signIn.isInteractive ? "False" : "True")
    sink.append(#""}],"networkLocationDetails":["#)
    sink.append(
      signIn.isOffice ? #"{"networkType":"trustedNamedLocation","networkNames":["Offices"]}"# : ""
    )
    sink.append(#"],"processingTimeInMilliseconds":"#)
    sink.append(decimal: 60 + random.skewedPick(900))
    sink.append(
      #","riskDetail":"none","riskLevelAggregated":"none","riskLevelDuringSignIn":"none","riskState":"none","riskEventTypes_v2":[],"#
    )
  }

  private func writeSteps(_ signIn: SignIn, ticks: Int, to sink: inout ByteSink) {
    sink.append(
      #""resourceDisplayName":"Microsoft Graph","resourceId":"00000003-0000-0000-c000-000000000000","authenticationDetails":["#
    )
    guard signIn.result != .noSuchUser else {
      sink.append("],")
      return
    }
    sink.append(#"{"authenticationStepDateTime":""#)
    sink.append(iso: stamp, ticks: ticks)
    sink.append(
      signIn.isInteractive
        ? #"+00:00","authenticationMethod":"Password","authenticationMethodDetail":"Password in the cloud","succeeded":"#
        : #"+00:00","authenticationMethod":"Previously satisfied","succeeded":"#
    )
    sink.append(
      signIn.result.acceptedPassword
        ? #"true,"authenticationStepResultDetail":"Correct password""#
        : #"false,"authenticationStepResultDetail":"Invalid username or password or Invalid on-premise username or password.""#
    )
    sink.append(
      #","authenticationStepRequirement":"Primary authentication","StatusSequence":0,"RequestSequence":1}"#
    )
    if signIn.result == .needsSecondFactor || signIn.result == .secondFactorAsked {
      sink.append(#",{"authenticationStepDateTime":""#)
      sink.append(iso: stamp, ticks: ticks)
      sink.append(
        #"+00:00","authenticationMethod":"Mobile app notification","succeeded":false,"authenticationStepResultDetail":"Authentication in progress","StatusSequence":0,"RequestSequence":2}"#
      )
    }
    sink.append("],")
  }

  private func writeRemainder(_ signIn: SignIn, request: UInt64, to sink: inout ByteSink) {
    sink.append(#""authenticationRequirement":""#)
    sink.append(signIn.device & 4 == 0 ? "multi" : "single")
    sink.append(
      #"FactorAuthentication","userType":"Member","flaggedForReview":false,"autonomousSystemNumber":"#
    )
    sink.append(decimal: 1000 + Int(mixed(UInt64(signIn.source) / 16) % 60000))
    sink.append(
      #","crossTenantAccessType":"none","uniqueTokenIdentifier":""#
    )
    sink.append(hex: mixed(request &+ 1), digits: 16)
    sink.append(#"","incomingTokenType":""#)
    sink.append(signIn.isInteractive ? "none" : "primaryRefreshToken")
    sink.append(#"","authenticationProtocol":""#)
    if case .legacy = signIn.client { sink.append("ropc") } else { sink.append("none") }
    sink.append(
      #"","appServicePrincipalId":null}}"#
    )
  }

  /// The index of the source's town; neighbours in number live in the same one.
  private func place(of signIn: SignIn) -> Int {
    signIn.isOffice ? 0 : Int(mixed(UInt64(signIn.source) / 8 &+ 77) % UInt64(tables.places.count))
  }

  private func appendPrincipalName(_ signIn: SignIn, to sink: inout ByteSink) {
    guard signIn.isMistyped else {
      people.appendMail(signIn.person, to: &sink)
      return
    }
    people.appendMistypedLogin(signIn.person, to: &sink)
    sink.append("@contoso.example")
  }

  /// The service knows no display name for an account that isn't there, and repeats what was typed.
  private func appendDisplayName(_ signIn: SignIn, to sink: inout ByteSink) {
    if signIn.result == .noSuchUser {
      appendPrincipalName(signIn, to: &sink)
    } else {
      people.appendDisplayName(signIn.person, to: &sink)
    }
  }
}
