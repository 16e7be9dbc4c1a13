"""Everyday words of people who ask for services: what of a sentence is surely no person.

Some are names as well; `domain.given_names.ALSO_WORDS` says which.
"""

from domain.words import word_set

EVERYDAY_WORDS = word_set(
    """
    a abandon abbreviation abbreviations able abolished abort about above absence accept acceptable acceptance accepted
    accepting accepts access accessible accident accidentally accommodation according account accountant accounting
    accounts acct accurate acknowledged acquisition acres acronyms across act acting action actions active actual
    actually actuals adapt adapted add added adding additional additions address addressed addressee addresses adios
    adjust admin administration administrative administrator adopt advance advertised advice advise affect affects
    afford afraid after after-hours afternoon again against agencies agency agenda agent agents ago agree agreeable
    agreed agreeing agreement agreements agreemnt agrees agriculture ahead ain't air airline airport airports alarm
    alerts alive all all-hands allow allowed almost alone along already alright also alter alternate alternative
    although altogether always am amend amendment among amount amounts an analyst analytics and annex announced annual
    annually another answer answered answering answers antennas antivirus any anybody anyhow anymore anyone anything
    anyway anywhere apart apiece app appeared application applications applies apply appointment appointments appreciate
    appreciated approach appropriations approval approve approved approver approves approving apps appt architect
    architecture archive are area areas aren't argue argued argues arguing arm around arrange arranged arrangement
    arrears arrive arrived arrives arriving as asap aside ask asked asking asks asleep assign assigned assist assistance
    assistant assortment assume assumes at ate attached attachment attempt attend attending attends attention auction
    audit auditors audits authority authorization authorized automated avail availability available average awake award
    away awesome awkward baby back background backup backups bad badge bail bakery balance ball ballot ballpark banana
    bandwidth bang bank bar barbecue barcode barn barns base based baseline basement basis basketball bat batch battery
    be beaten became because become becomes been bees before began begin beginning begins begun behalf behind being
    believe believes belong belongs below benefits bent beside besides bespoke best bet better between beyond big bigger
    bill billed billing bills bin binder binding biologist biologists birthday bit bite biweekly black blah blame blank
    blanks bless blind block blocked blocking blood blue blush board boats body book booked booking books boot bored
    born boss bosses bot botanist both bother bothers bots bottleneck bottom bought bounce bounced bound boundary box
    boxes branch branches brand breach bread break breakfast breaking breaks breath brewery bridge brief briefing bring
    bringing brings brochure broke broken brother brought browse browser bucks budget build building buildings built
    bump bunch buoys bureau bureaus bus business busy but button buttons buy buys by bye cabin cable cables cabling
    cafeteria cake calculate calculated calendar call callback called callers calling calls calm came camera cameras
    camp can can't cancel cancell cancelled cancelling cancl cancle candidate candy cannot cant capabilities capable
    capacity capital captain car card cards care career cares carrier carries carry carrying carryover cart carved case
    cases cat catalog catalogue catch categories category cattle caught ceiling cell center centers certainly
    certificate certificates chain chair chairs chance change changed changes changing channel chapter charge charged
    charges charging chart chat chatbot chatted chatting cheaper cheapest cheat check check-in checked checking
    checklist checks cheers chew chg chicken chief child chnage choice choices choose chose ciao circle circles circuit
    circuits citizen civil claim claimed claims clashes class classes clause clauses clean clear clearance cleared clerk
    clerks click clicked clicks clock clocks close closed closer closes closet closets closing cloud club clue cmds
    coats code codes coffee cold collaboration colleague colleagues collect collected collecting college colo colocation
    column columns combine come comes comfortable coming commands comment comments commercial commit commitment
    committee communications comp company compare compared complain complained complaint complaints complete completed
    completely completeness compliance comptroller computer computers concern concerned concerns concierge concludes
    concur concurs condition conditions conference conferencing configuration confirm confirmation confirmed confirms
    conflict congressman connect connected connecting connection connectivity cons consent conservation conservationist
    conservationists consider considered consistent consists consulting contact contacted contacts contain container
    content contents context continue continuing continuity contract contracting contractor contractors contracts
    controls conversation convert convinced cool cooperative coordinates coordination coordinator coordinators copied
    copies copy corn correct corrected correcting correction corrections correctly cost cost-wise costs could couldn't
    counsel count counted counter counteroffer counterpart counterparts countersign countersignature countersigned
    counting country counts county courier course court cousin cover coverage covered covering covers coworker cows
    cracked crashed create created credit credited credits crew crews crickets crop cross crossed csv curious current
    currently custom customer customers customization customize customized cut cutover cuts cx cyber cycle daily dairy
    damage dance dark dashboard dashboards data database databases date dated dates daughter day daycare days dead
    deadline deadlines deal deals dealt dearer death debrief debt decide decided decides decision decline declined
    declines deep def define defined definitely definition definitions degrees delay delayed delays delegate delegated
    delete deleted deletes deliver delivered delivery demand demands demo denied dentist department depend depends
    deposit deputy desc describe description descriptions deserves design desk desks desktop desktops despite detail
    detailed details determines dev develop developed developers device devices diagram dial dialog dice dictionary did
    didn't die died diem diesel diff differ difference differences different differently dig digital direct directly
    director directors directory disagree disagrees disappear disaster discard discount discounts discovered discuss
    discussed discussing discussion dishwasher disk dispatch display dispute disputing district ditch division divorce
    do doable doc dock docking doctor document documents does doesn't dog dogs doing dollar dollars domain don't
    donation done dont door dose dots dotted double doubled doubt doubts down download downtime dozen dr draft drafted
    drafting drafts draw drawer drawn dream dreamt drill drinks drive driver drivers drives driving drone drop dropped
    dropping drops drought drove dry due due-outs duplicate during dust duties duty dying e-mail e-sign each earlier
    earliest early ears earth easier easy eat economics economies economists edit edited edits effect egg eggs eight
    eighteen either election electric electrician electricians electronic electronically elevator elevators eleven
    eligible elk else elsewhere email emailed emailing emails emergency empire employee employees empty encrypted
    encryption end ended ending endpoint endpoints ends enforcement engagement engagements engine engineer engineering
    engineers enjoy enough enter entered entering enterprise entire entries entry envelope environment equal equipment
    error escalate escalated escalates escalation essay estimate estimates eta ethics even evening ever every everybody
    everyone everything everywhere evidence ex exact exactly exam example examples excellent except exception exceptions
    exchange exchanged excuse execute executed execution executive exercise exist existing exists exit exp expect
    expected expecting expects expensive expert expiration expirations expire expired expires expiring expiry explain
    explained explaining explains explanation explanations export expression extend extended extension extra eye eyes
    face faces facilities fact fail failed fails fair fall falls false family far farewell farm farmers farms fast
    faster fat fault favorite fax fear feared features feb federal fee feed feel feeling fees fell felt fence few fewer
    fiber fide field fifth fight figure figures file filed files fill filled filling fills filter final finalize finally
    finance find finding findings finds fine fingers finish finished finishing fire fired firefighters firewall firm
    firmware first fiscal fish fishing fit fits five fix fixed fixing flagged flat flavours fleet flexible flickering
    flight flip flood floor flow flu fly flyer fold folder folks follow follow-on follow-up followed following follows
    fond food foot for forbidden force forecast foreign foresee forester foresters forestry forever forget forgot form
    formal former forms formula forth forty forward forwarded forwards found four fourth free freeze freezer freezing
    frequency frequently fresh fri fridge friends from front frozen fruit full fully functions fund funded funding funds
    furious furlough furniture further g'morning game gaming gap gaps garage garden gas gather gathering gave general
    generally germplasm get get-together gets getting gift gimme give given gives giving glad glossary gloves go go-live
    goes going gone gonna good goodbye goose gossip got gotta government governor gpu grab gracias grade grain grand
    grantees grants graph grateful grazing great green greenhouse greenhouses greetings grew grey grievance grill
    grocery group groups grow growers grumbling guard guess guide guy guys gym hacked hacking had hadn't haggling hail
    hair half halfway hallway halp halved hand handed handing handle handled handles handling hands handsets handshake
    hang hangs happen happened happening happens happy harassment hard hardware harvest has hasn't hat hate hats have
    haven't having hay he he'd he'll head headcount heading headquarters heads headset health hear heard hearing
    hearings hears heart heat heating heaven heavy held helicopter hello help helpdesk helped helpful helping helps
    hence her herd here hereby hers herself hey heya hi hidden high higher him himself hire hired hiring his history hit
    hiya hlep hmm hold holding holds hole holes holiday holidays home homework honest honestly hook hop hoped hopes
    hoping horse horses host hosting hot hotel hotline hotspot hotspots hour hourly hours house housing how howdy hows
    human hundred hung hurricane hurry hurts husband hydrologist i i'd i'll i'm i've idea ideal identity if igce ignore
    ignored ill illustrative image imaging implementation in inbox incident incidents include included includes income
    incoming incomplete incorrect incorrectly increase increases indeed individual info inform information informed
    inherited initials initiate initiated ink input inside insisted insists inspection inspector inspectors install
    installation installed installers installment installments installs instalment instalments instead instructions
    instruments insurance intake integration intend interagency interest interested interim intern internet interns
    interview into intranet introduce invented inventory invitation invitations invite invited invoice invoiced invoices
    involved involves ipads is isn't issue it it'll item items its itself jam jammed job jobs join joined joins joint
    joke jump jury just justification keep keeper keeping keeps kept key keyboard keyboards keys kick kicked kickoff kid
    kids kill kind kindly kinds kiosk kiosks kit kitchen knew knock know knowing known knows la lab labs lack lacks lady
    laid land landed landlord lands language languages lapse lapsed lapses laptop laptops large larger last lasts late
    lately later latest laughed launch lawn lawsuit lawyer lawyers lay lead leadership leading leads learn learned lease
    least leave leaves leaving led left leftover legal legs less let lets letter letters letting level levels liability
    liaison library licences license licenses lid lies life lifecycle lifetime lifted light lights like liked likes
    liking limit limits line lined lines lineup link linked links list listed lists little live lives living load
    loading loads loan loaner loans lobby locations lock locked lockout log logged logging logic login logins logon
    logons logs lol long longer longest look looked looking lookout looks loop lose loses losing loss lost lot love
    lovely low lower lowered lunch lying machine machines macro madam made mail mailbox mailboxes mailed mails main
    mainframe maintenance majeure make maker makes making man manage managed management manager managers manages
    mandates mandatory manning manual many map mapping maps marked market married match matches mate maternity matter
    matters maybe me mean meaning means meant meantime meanwhile measured meat medical meet meeting meetings meets
    member membership memo memory mend mentioned mentions menu menus merci merely merge merged message messages met
    meter method metric metrics metro metting microscope mid-year middle midnight might migration mile mileage milestone
    milestones milk million min mind mine minimum minus minute minutes misread miss missed misses missing mission
    misspelled mistake misunderstood mix mixed mo mobile mobility mod model modified modify moment mon money monitor
    monitoring month monthly months more mornin morning mornings mortgage most mostly mother motor mountain mouse mouth
    move moved movement movers moves movie moving mowing mr mrs ms mtg mtgs mttr much music must mutually my myself nag
    nah name named namely names naming narrative national natural nd near nearly necessary need needed needing needn't
    needs negotiate negotiated negotiates negotiating negotiation negotiations neighbor neighbour neither nervous net
    network networking networks never new newer newest news next nice nicely night nightly nights nine nines ninety nix
    nm no nobody nodded noise none nonstandard noon nope nor normal normally not note noted notes nothing notice noticed
    notices notion nov novel now nowhere nudge null number numbers nurse nutrition nutshell nvm nxt o'clock object
    objection objections objects obligated obligation obligations obliged obstacle obtain occurrence odd odds of off
    offer offered offering offerings offers office officer officers offices official officials offline offsite often oh
    ok okay old older oldest on onboarded onboarding once one one-off one-page one-time ones online only onto oops open
    opened opening openings opens operating operations operator opposed opposite option options or orange order ordered
    orders ordinary organization organizations organize organized orientation other others otherwise ought our ours
    ourselves out outage outages outcome outdated outside outstanding over overage overall overdue overlooked overnight
    overtime overview overwrite owe owed owes own owned owner ownership owns package page pages paid panel paper papers
    paperwork parcel parental parking part partial participates particular parties partner parts party pass passed
    passing passport password passwords past patch patches patching patent paths patience patient pause paused pay
    paying payment payments payroll pays pct peace peak pen penalty pencil pending penetration pension pentest people
    per per-unit percent percentage perfect perform performance performing period permanent permission permit permits
    person personal personally personnel pests phase phases phishing phone phoned phones photos phrase pick picked
    picking picks pickup picture pictures pieces pile pilot ping pinned pipe pipeline place plain plan plane planned
    planners planning plans plant plate platform platforms play played plays pleas pleasant please pleased pleasure
    plenty plotter pls plug plus plz pm pmt poem point pointed pointer pointless points policy poll pool port portal
    portfolio portion ports posible position positive possible post posted postpone postponed potato pothole pounds
    power ppl practice praised pray precisely predecessor prefer prefers premium prep prepare prepared prepares
    preparing present presented president press pressed presses pressure previous price priced prices pricey pricier
    pricing primary principle print printable printer printers printing printout priority private problem procedure
    proceed process processed procurement produce product production products prof professional profit program programs
    progress project projects prolong promise promised promises promoted promotion prompts proof proper properly
    proposal proposals propose proposed prorated proration pros protection protest proud prove provide provider
    providers provides public publish published pull pulled pulling pulse pumps purchase purpose purse push pushed put
    puts putting puzzles qs qtr qty quality quantities quantity quarrel quarter quarterlies quarterly quarters query
    question questionnaire questions queue quick quicker quickly quiet quieter quit quite quitting quota quotas quote
    quoted rack racks radar radio radios rain rainy raise raised ran ranch rancher rang range rangeland ranger rate
    rates rather rating rcvd rd re re-up reach reached reaches reaching read reader readers readiness reading reads
    ready real reality really reason reasonable reasoning recall recalled receipt receipts receive received receives
    receiving recipe recommend recommends record recorded recording records recovers recovery recurring red redlines
    redo redone reds reduce ref reference refund refused refuses refusing regarding region regional register registered
    registration regret regular reimbursable reimbursement reimbursements reject rejected rejects release released
    reliability reliable relief relies remain remaining remains remark remember remembers remind reminded reminder
    reminders reminds remote remove removed renegotiate renegotiated renegotiation renew renewal renewals renewed
    renewing rent rental reopen reorganization rep repair repaired repairs replace replaced replacement replaces
    replacing replication replied reply report reported reporter reporting reports representative represents reprogram
    request requested requesting requests require required requirement requirements resched reschedule rescheduled
    rescheduling research reserve reset resigned resolution resolved resources responded response responsible rest
    restart restore restored result results resume retention retire retired retirement retiring retract retreat return
    returned review reviewed reviewers reviews revise rewind rework rid ride right rights ring rings rise rm road robot
    robots rock role roles roll rolled rolling rollout roof room roommate rooms ropes roster rough roughly round rounds
    route router routing row rqmts rugged ruggedized rule rules rumors run rundown running runs rural safe said salary
    salmon same sample samples sat satellite satellites satisfaction satisfied save saved saving saw say saying says
    scale scam scan scanned scanner scanners scanning scans sched schedule scheduled schedules school scientist
    scientists scope score scorecard scores scrap scratch screen screens screenshot scroll sealed season seasonal seat
    seats second secondary seconds secretary section sections secure security see seed seeing seem seems seen sees sell
    sells send sending sends senior sense sensors sent sentence sentences separately sequence series serve served server
    servers service services servicing session set sets setting settle settled setup setups sev seven seventeen
    severable several severity shake shall share shared shared-service shares sharing sharpen shd she sheet shelf shift
    ship shipping shoe shook shop shopping short shorter shot should shouldn't show shown shows shut shutdown shuts si
    sick side sides sig sight sign sign-in sign-on signal signature signatures signed signer signers signing signs
    silence simply since single sink sir sister sit site sites sits sitting situation six sixty size skin-tone skip
    skipped slash slaughterhouses sleep sleeve slice slide slides slip slipped slot slow small smaller smart smartphone
    smartphones smears smell smells smiled smoke snowing so softball software soil soils sold sole solution solutions
    solve solved sombody some somebody someone something sometime somewhere son soon sooner sorry sort sorted sorts
    sound sounds soup source soybeans space spam spare speak speaking speaks special specialist specialists specially
    specs speech speed spell spelled spend spending spends spent spins splendid split spoke spoken spot spotted spread
    spreadsheet spring square squeeze srvey st stable stack staff staffing stage stages stain stakeholder stakeholders
    stale stall stamp stand stand-in standard standing stands star start started starting starts startup stat state
    stated statement station stations statistics stats status stay stayed staying stays stead steep step stepped steps
    sth stick still stock stolen stop stopped stops storage store storm story straight strange strat streaming stretch
    strike strings structure stuck student studio stuff stumbled stupid submit submits submitted subscribe subsidies
    success successor such suggest suggested suit suits sum summary summer sums sup super supervises supervisor
    supervisors supply support supported supports suppose supposed surcharge sure surely surgery surprised surprises
    survey surveys survive survy suspect svc svcs swap swapped swears switch switched switches swore sync system systems
    tab table tables tablet tablets tabs tackle tag tailor tailored take taken takes taking talk talked talking talks
    tall tap tape target targets tariffs task tasks taught tax taxable taxes taxi tea teach team teams tech technical
    technician technicians teenager telephone telephones telephony telework teleworkers tell telling tells template ten
    tent terabytes term termination terms test tester testing tests text th than thank thanks that that'd the their
    theirs them themselves then theory there there'll thermostat these thesis they they'd they'll they're they've thin
    thing things think thinking thinks third thirty this thorough those though thought thousand thread three through
    throughout throw thrown throws thru thumb thumbs thumbsdown thumbsup thurs thus thx tick ticked ticket ticketing
    tickets ticking tie tied tier tiers till time timeline times tiny tip tips tire tired title titled tks tkt tmrw to
    to-do toast today together tokens told tomatoes tomorrow tone tonight too took tool toolbox top topic topics torn
    total touch touched touchpoint tour toward towards towers town trace track tracker tracking tracks tractors trade
    traffic trailer trailers train training transfer transferred transfers transition translate travel travels treat
    tree trees trend tribal tribe trick tried tries trim trip trouble truck trucks true truly trust try trying tues
    tunnel turn turned turning turns twelve twenty twice twins two ty type typed types typical typing typo tysm ugly uh
    unanswered unassigned under understand understanding understands understood undo undone unfinished unified union
    unit units university unknown unless unlike unlock unpaid unreachable unresolved unsigned until unused unusual up
    upcoming upcomming update updated upgrade upload upon uptime ur urgent us usage use used useful user users uses
    using usual usually vacancy vacation valid value vegetarian vending vendor vendors vers version versions versus very
    via video view virtual virus visit visited visitor visits vocabulary voice voicemail void volume volumes volunteers
    vote voted voucher vs vulnerability wait waiting waits waive waived walk walked walking walks walkthrough wall walls
    wanna want wanted wants warehouse warm warned warning warranty was washed wasn't waste wat watch water watershed
    wats wave way we we'd we'll we're we've wear wears weather web webinar website websites wedding week weekdays
    weekend weekends weekly weeks welcome well went were weren't western wet what what've what-if whatever whats wheat
    when whenever where whereas whereby wheres wherever whether which whichever while white who who'd who'll who've
    whoever whole whom whos whose wht why wich wide wife wifi wildfire wildlife willing win window wine wing winter wipe
    wiped wire wired wireless wiring wish wishes with withdraw withdrawn withdrew withheld within without wk woman won
    won't wonder wonderful wondering wonders wont word worded wording words work worked workers working workload works
    worksheet worksheets workshop workspace world worried worries worry worse worst worth would would've wouldn't wrap
    write writes writing written wrong wrote xfer y'all ya yeah year year-end yearly years yelled yellow yep yes
    yesterday yet yo yogurt you you'd you'll you're you've your yours yourself yr ytd zero zone zoom
    """
)
