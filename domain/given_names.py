"""Names that are frequent in the United States: what of a sentence may be a person.

Names, given or of families, that are also everyday words stand in `ALSO_WORDS`: they count only where the sentence
speaks of a person.
"""

from domain.words import word_set

GIVEN_NAMES = word_set(
    """
    aaron abby abdul abigail abraham ada adam addison adrian adriana agnes ahmed aisha alan albert alberto alejandra
    alejandro alex alexa alexander alexandra alexis alfred alfredo ali alice alicia alisha allan allen allison alma
    alvin alyssa amanda amber amelia amir amy ana andre andrea andres andrew andy angel angela angelica angie anita ann
    anna anne annette annie anthony antoine antonio april archie ariana armando arnold arthur arturo ashley audrey
    austin ava barbara barry beatrice beatriz becky belinda ben benjamin bernadette bernard bernice beth bethany betty
    beverly bianca bob bobby bonnie brad bradley brandi brandon brenda brendan brent brett brian brianna bridget
    brittany bruce bryan bryant caitlin caleb calvin cameron camila candace carl carla carlos carmen carol caroline
    carolyn carrie casey cassandra catherine cathy cecilia cedric cesar chad charlene charles charlie charlotte chelsea
    cheryl chloe chris christian christina christine christopher chuck cindy claire clara clarence claudia clayton
    clifford clinton clyde cody colin colleen connie connor constance corey courtney craig cristina crystal curtis
    cynthia daisy dale damien damon dan dana daniel daniela danielle danny darlene darnell darrell darren daryl dave
    david dawn dean deanna debbie deborah debra deepak delia denise dennis derek desiree devin devon diana diane diego
    dolores dominic dominique don donald donna doris dorothy doug douglas duane dustin dwayne dwight dylan earl ebony
    eddie edgar edith edna eduardo edward edwin eileen elaine eleanor elena eli elias elijah elizabeth ella ellen emily
    emma enrique eric erica erik erika erin ernest esteban esther ethan eugene eva evan evelyn faith fatima felicia
    felipe felix fernando florence floyd frances francesca francis francisco frank franklin fred freddie frederick
    gabriel gabriela gabrielle gail garrett gary gene geoffrey george gerald gerard gilbert gina gladys glen glenda
    glenn gloria gordon grace greg gregory gretchen guadalupe guillermo gustavo gwen hannah harold harriet harry harvey
    heather hector heidi helen henry herbert herman hiroshi holly hope howard hugh hugo ian ibrahim ida ignacio imani
    ingrid irene iris irma isaac isabel isabella ismail ivan jack jackie jackson jacob jacqueline jade jaime jake jamal
    james jamie jan jane janet janice jared jasmine jason javier jay jean jeanette jeff jeffrey jenna jennifer jenny
    jeremy jerome jerry jesse jessica jesus jill jim jimmy jo joan joann joanna jocelyn jodi jody joe joel joey johanna
    john johnny jon jonathan jordan jorge jose joseph josephine josh joshua joy joyce juan juanita judith judy julia
    julian juliana julie julio june justin kaitlyn kamala karen kari karl karla katherine kathleen kathryn kathy katie
    katrina kay kayla keisha keith kelly kelsey ken kendra kenneth kenny kent kerry kevin khadija kim kimberly kirk
    kristen kristin kristina kristy kumar kurt kwame kyle lakshmi lamar lance larry latasha latoya laura lauren laurie
    lawrence leah lee leila lena leo leon leonard leroy leslie leticia lewis lillian lily linda lindsay lindsey lisa liu
    lloyd logan lois lonnie lorena lorenzo lori lorraine louis louise lucas lucia lucille lucy luis luke luther lydia
    lynn mabel mackenzie madeline madison maggie malcolm malik mandy manuel marc marcia marco marcus margaret margarita
    maria marian marianne marie marilyn mario marion marisol marissa mark marlene marsha marshall martha martin marvin
    mary maryann mateo mathew matt matthew maureen maurice max maxine may megan mei melanie melinda melissa melody
    melvin mercedes meredith michael michele michelle miguel mike mildred milton mindy miranda miriam misty mitchell
    mohamed mohammed molly monica monique morgan muhammad myra myrtle nadia nancy naomi natalie natasha nathan nathaniel
    neil nelson nicholas nick nicolas nicole nikhil nina noah noel nora norma norman octavia olga olivia omar oscar otis
    owen paige pam pamela patricia patrick patsy patty paul paula pauline pedro peggy penny percy perry pete peter phil
    philip phillip phyllis preston priscilla priya rachel rafael rajesh ralph ramiro ramon randall randy raquel raul
    ravi ray raymond rebecca regina reginald rene renee rhonda ricardo richard rick ricky rita rob robert roberta
    roberto robin robyn rochelle rodney rodolfo roger roland roman ron ronald ronnie rosa rosalie rosario rose rosemary
    ross roxanne roy ruben ruby russell ruth ryan sabrina sadie sally salvador sam samantha samir samuel sandra sandy
    sanjay sara sarah saul savannah scott sean sebastian sergio seth shannon shari sharon shaun shawn sheila shelby
    shelly sheri sherri sherry shirley sidney silvia simon skyler sonia sophia sophie spencer stacey stacy stan stanley
    stella stephanie stephen steve steven stewart stuart sue susan suzanne sylvia tabitha tamara tameka tammy tanya tara
    tasha taylor ted terence teresa terrance terrell terri terry thelma theodore theresa thomas tiffany tim timothy tina
    todd tom tommy toni tony tonya tracey traci tracy travis trevor tricia troy tyler tyrone ursula valerie vanessa
    velma vera vernon veronica vicki vickie victor victoria vijay vincent viola violet virginia vivian wade wallace
    walter wanda warren wayne wendell wendy wesley whitney wilfred will william willie willis winston xavier yasmin
    yolanda yusuf yvette yvonne zachary zoe
    """
)

#: Those of `ALSO_WORDS` are not repeated here.
FAMILY_NAMES = word_set(
    """
    abbott abdi abebe abelson abrams acevedo acosta adams adeyemi adkins adler agarwal aguilar aguirre ahn alford
    almeida alston alvarado alvarez anderson andersson andrews aquino arellano arias armstrong arroyo asante ashby
    ashworth atkins atkinson atwood avalos avery avila ayala ayers baca bailey baird bakker baldwin ballard balogun
    banerjee barajas barker barlow barnes barnett barr barrera barrett barrios bartlett barton bates bauer bautista
    baxter beale beard beasley becerra beck becker begay begum bekele beltran benally benavides bender bennett benson
    bentley benton berg berger berglund bergstrom bermudez bernstein bianchi blackburn blackwell blair blake blanchard
    blanco blankenship blevins boateng bolton bonilla bonner boone bowen bowers bowman boyd boyer boyle bradford
    bradshaw brady braun bray brennan briggs britt brock brooks browning buchanan buckley buckner bui bullock burch
    burgess burke burks burnett burris burt burton bustamante byers byrd caballero cabral cabrera cai cain calderon
    caldwell calhoun callahan camacho campbell campos cano cantrell cantu cao cardenas cardona carey carlson carmona
    carney carr carranza carrillo carroll carson carvalho carver casillas castaneda castellanos castillo castro cavazos
    ceja cerda cervantes chambers chan chaney chang chapman chatterjee chavez chen cheng chevalier chiang cho choi
    chowdhury christensen chukwu cisneros clark clarke clay clements clemons cleveland cline cobb cochran coffey cohen
    cole coleman collier collins compton conley conner conrad conti contreras conway cooke cooley cooper copeland
    cordova corona coronado correa cortes cortez costa cote cox crawford crosby cruz cuevas cummings cunningham dalton
    dang daniels daugherty davenport davidson davila davis dawson decker dejesus delacruz delaney deleon delgado
    delrosario deluca deng desai devries diallo diaz dickerson dickson diez dillard dillon dixon dodson dominguez
    donaldson dong donovan dorsey dotson doyle drake du dubois dudley duffy duncan dunlap dunn duong dupont duran durham
    dyer eaton echeverria edwards elliott ellis ellison emerson enriquez epstein erickson eriksson escobar escobedo
    esparza espinosa espinoza esposito esquivel estes estrada evans everett ewing eze fajardo fang farias farley farouk
    farrell faulkner feldman feng fenwick ferguson fernandez ferrari ferreira ferrell figueroa finley fischer fitzgerald
    fitzpatrick fleming fletcher flores flynn foley fontaine forbes ford foster fournier fowler franco franks frazier
    freeman friedman frye fuentes fuller fulton gaines galindo gallagher gallardo gallegos galloway galvan galvez gamez
    gao garcia gardner garner garrison garza gaytan gentry gibbs gibson giles gill gillespie gilliam gilmore girard
    godinez goff goldberg goldman goldstein gomes gomez gonzaga gonzales gonzalez goodman goodwin gould graham granados
    graves greco greenberg greene greenfield greer griffin griffith grijalva grimes guerra guerrero guevara guillen
    gupta gustafsson guthrie gutierrez guzman haddad hahn haile hale haley hamilton hammond hampton hancock haney hansen
    hanson hansson hardin harding harmon haro harper harrell harrington harris harrison hart hartman hartmann hassan
    hatfield hathaway haugen hawkins hayashi hayden hayes haynes hays heath hebert henderson hendricks hendrix henriquez
    hensley henson hernandez herrera herring hess hester hewitt hickman hicks hidalgo higgins hines hinojosa hinton
    hoang hobbs hodge hodges hoffman hoffmann hogan holcomb holden holloway holman holmes holt hooper hoover hopkins
    hopper horne horton horvat hossain houston howe howell hsu huang hubbard huber hudson huerta huff huffman hughes
    humphrey hurley hurst hurtado hussain hussein hutchinson huynh hwang hyde ibarra ingram inoue ionescu irwin islam
    ivanov iyer jacobs jacobson jaimes jansen jaramillo jarvis jasso jefferson jenkins jennings jensen jiang jimenez jin
    johansson johns johnson johnston jones joshi joyner juarez jung kahale kamaka kane kang kaplan kapoor karim karlsson
    kato katz kaufman kealoha keller kelley kemp kennedy kerr khalil khan kidd kimura kinney kirby kirkland klein kline
    knapp knowles knox kobayashi koch korhonen kovac kowalski kramer krause kruger kwon lambert lancaster landry lang
    langley lara larsen larson larsson laurent lawson le leach leblanc ledesma lefebvre lehmann lemus lester levine
    leyva li liang lim lin linares lindberg lindgren lindqvist lira livingston llamas lopez lott lowe lowery lozano lu
    lugo luna luo ly lynch lyons macarthur macdonald macedo macias mack macleod madden maddox madrid madrigal mahmoud
    maldonado malhotra malone mann mansour manzo marino marks marquez marrero martinez massey mata mathews mathis matos
    matsumoto matthews maxwell mayer maynard mays mcallister mcbride mccabe mccall mccann mccarthy mccarty mcclain
    mcclellan mccloud mcclure mcconnell mccormick mccoy mccray mccullough mcdaniel mcdonald mcdonough mcdowell mcfadden
    mcfarland mcgee mcgowan mcgrath mcguire mcintosh mcintyre mckay mckee mckenna mckenzie mckinley mckinney mcknight
    mclaughlin mclean mcleod mcmahon mcmillan mcmillen mcnamara mcneil mcpherson mcqueen meadows medina mehta mejia
    melendez melton mena mendez mendoza menon mensah mercado mercer mercier merrill merritt meyer meyers meza middleton
    mishra mojica molina monroe monroy montalvo montano montez montgomery montoya mooney moore mora morales moran moreau
    moreno morin morris morrison morrow morse morton moses mosley mota moya mueller mukherjee mullen muller mullins
    munoz murillo murphy murray myers nair najera nakamura nash nasser nava navarro ndiaye neal negrete neumann nevarez
    newman newton nez ngo nguyen nichols nicholson nielsen nieto nieves nilsson nixon nolan nolasco noriega norris
    norton novak nowak nunez nwosu nygaard obi obrian obrien ocampo ochoa oconnell oconnor odell odom odonnell okafor
    okeefe okonkwo okoro oleary olivares oliveira oliver olsen olson olsson olvera omalley oneal oneil oneill ontiveros
    oreilly orellana orona orozco orr ortega ortiz osborn osborne osei osorio ostrander osullivan otero otoole ovalle
    oviedo owens owusu pacheco padilla palacios palmer palomino pantoja papadopoulos paredes parker parra parrish
    parsons partida pascual pate patel patterson patton payne paz pearson peck pedraza pena peng pennington peralta
    pereira pereyra perez perkins persson peters petersen peterson petrov petty pham phan phelps phillips pickett pierce
    pillai pineda pittman pitts pollard ponce poole popescu popov portillo potts powell prado pratt preciado prescott
    prieto pritchard pruitt puckett pugh pulido quezada quinn quinones quintana quintero quiroz qureshi rahman ramirez
    ramos ramsey randolph rangel rao rasmussen ratliff redcloud reddy reed reese reeves reid reilly rendon renteria
    resendez reyes reyna reynolds rhodes ribeiro ricci richards richardson richmond riggs riley rincon rios rivas rivera
    robbins roberson roberts robertson robinson robledo robles rocha rodgers rodriguez rodriquez rogers rojas rollins
    romano romero rosado rosales rosas rosenberg rosenthal rossi roth rowe rowland rubio ruelas ruiz russo rutledge
    saavedra saenz salas salazar salcedo saldana saleh salgado salinas sampson sanchez sanders sandoval sanford santana
    santiago santos sargent sasaki sato saucedo saunders schaefer schmidt schneider schroeder schultz schulz schwartz
    schwarz sears segura sepulveda serna serrano sexton shaffer shah shapiro sharma sharpe shaw sheikh shelton shen
    shepard sheppard sherman shi shimizu shin siddiqui silva silverman simmons simpson sinclair singh singleton slater
    sloan smirnov smith snider snyder solano solheim solis solomon solorzano sosa sotelo soto souza spence stafford
    stanton steele stein stephens stephenson stern stevens stevenson stokes stout stratton strauss strickland suarez
    suazo sullivan sutherland sutton suzuki svensson swanson sweeney sykes takahashi talley tanaka tang tapia tate
    teague tesfaye thatcher thompson thornton tian tillman torres toure tovar townsend tran traore trejo trevino
    trujillo tsosie tucker turner tyson underwood urbina uribe valdes valdez valdivia valencia valenzuela valle vance
    vandenberg vang varela vargas vasquez vaughan vaughn vazquez vega velasquez velazquez velez verma vidal vigil villa
    villalobos villanueva villarreal villegas vinson virtanen visser vo vogel volkov vu wagner waller walsh walters
    walton wang warner watanabe watkins watson watts webb weber webster wei weinberg weinstein weiss welch wells
    wentworth wheeler whitaker whitehead whitfield whitley whitman whitmore wiggins wilcox wiley wilkerson wilkins
    wilkinson williams williamson wilson winslow winthrop witt wolfe wolff wong woodard woodward wooten wozniak wright
    wu wyatt wynn xiao xie xu yamada yamaguchi yamamoto yang yao yates yazzie ye yoon yoshida yu zamora zapata zavala
    zeng zepeda zhang zhao zheng zhou zhu zimmerman zimmermann zuniga
    """
)

ALSO_WORDS = word_set(
    """
    ada ali amber angel april archer art austin baker ball banks barber baron barron bass battle beach bean bell berry
    best bill bird bishop black bloom bob bobby bond booker booth branch bravo brewer bridges bright brown buck burns
    bush butler cameron candace cannon carpenter carter case cash chance chandler charlotte chase cherry christian chuck
    church clinton colon combs cook cotton craft crane cross crystal curry curtis daisy dale dawn day dean dodge don
    downs drew duke earl early ebony england english faith farmer field fields finch fisher florence flowers foreman
    forest fox frank franklin french friend frost fry gamble gates gay gene glass glover gold golden good grace grant
    gray green gross guy hall hardy harry harvey head hill holder holland hood hope horn house hull hunt hunter ian ida
    iris jack jackson jade jan jay jean jo jordan joy june justice kay kent key king knight lamb lance lane late law lee
    levy little logan long love madison major manning mares marin mark marsh marshall mason max may mayo melody mercedes
    merchant miles miller mills miranda misty montes moody moon morgan moss nick noble norm norma north otis pace page
    pan park parks pat patty penny peoples person pete pinto pope porter potter power powers preston price prince ray
    rice rich riddle rivers roach rob robin rod roger roman ron rose ross roy ruby rush sally sam sandy savage savannah
    sawyer scott sellers sharp shepherd sherry shields short silver sims singer skinner small snow song sparks spears
    spencer stan stark stone street strong sue summers sun swan sweet swift tanner taylor ted temple tracy troy tyler
    valentine viola violet virginia wade walker wall walls ward ware warren washington waters wayne weaver weeks west
    white wilder will winter winters wise wolf wood woods workman york young
    """
)
