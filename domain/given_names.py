"""Given names that are frequent in the United States: what of a sentence may be a person.

Names, of families too, that are also everyday words stand in `ALSO_WORDS`: they count only with a capital letter,
where the sentence speaks of a person.
"""


def words_of(text: str) -> frozenset[str]:
    """The words of a list that is written as text."""
    return frozenset(text.split())


GIVEN_NAMES = words_of(
    """
    aaron abby abdul abigail abraham ada adam addison adrian adriana agnes ahmed aisha alan albert alberto alejandra
    alejandro alex alexa alexander alexandra alexis alfred alfredo ali alice alicia alisha allan allen allison alma
    alvin alyssa amanda amber amelia amir amy ana andre andrea andres andrew andy angel angela angelica angie anita
    ann anna anne annette annie anthony antoine antonio april archie ariana armando arnold arthur arturo ashley audrey
    austin ava barbara barry beatrice beatriz becky belinda ben benjamin bernadette bernard bernice beth bethany betty
    beverly bianca bob bobby bonnie brad bradley brandi brandon brenda brendan brent brett brian brianna bridget
    brittany bruce bryan bryant caitlin caleb calvin cameron camila candace carl carla carlos carmen carol caroline
    carolyn carrie casey cassandra catherine cathy cecilia cedric cesar chad charlene charles charlie charlotte
    chelsea cheryl chloe chris christian christina christine christopher chuck cindy claire clara clarence claudia
    clayton clifford clinton clyde cody colin colleen connie connor constance corey courtney craig cristina crystal
    curtis cynthia daisy dale damien damon dan dana daniel daniela danielle danny darlene darnell darrell darren daryl
    dave david dawn dean deanna debbie deborah debra deepak delia denise dennis derek desiree devin devon diana diane
    diego dolores dominic dominique don donald donna doris dorothy doug douglas duane dustin dwayne dwight dylan earl
    ebony eddie edgar edith edna eduardo edward edwin eileen elaine eleanor elena eli elias elijah elizabeth ella
    ellen emily emma enrique eric erica erik erika erin ernest esteban esther ethan eugene eva evan evelyn faith
    fatima felicia felipe felix fernando florence floyd frances francesca francis francisco frank franklin fred
    freddie frederick gabriel gabriela gabrielle gail garrett gary gene geoffrey george gerald gerard gilbert gina
    gladys glen glenda glenn gloria gordon grace greg gregory gretchen guadalupe guillermo gustavo gwen hannah harold
    harriet harry harvey heather hector heidi helen henry herbert herman hiroshi holly hope howard hugh hugo ian
    ibrahim ida ignacio imani ingrid irene iris irma isaac isabel isabella ismail ivan jack jackie jackson jacob
    jacqueline jade jaime jake jamal james jamie jan jane janet janice jared jasmine jason javier jay jean jeanette
    jeff jeffrey jenna jennifer jenny jeremy jerome jerry jesse jessica jesus jill jim jimmy jo joan joann joanna
    jocelyn jodi jody joe joel joey johanna john johnny jon jonathan jordan jorge jose joseph josephine josh joshua
    joy joyce juan juanita judith judy julia julian juliana julie julio june justin kaitlyn kamala karen kari karl
    karla katherine kathleen kathryn kathy katie katrina kay kayla keisha keith kelly kelsey ken kendra kenneth kenny
    kent kerry kevin khadija kim kimberly kirk kristen kristin kristina kristy kumar kurt kwame kyle lakshmi lamar
    lance larry latasha latoya laura lauren laurie lawrence leah lee leila lena leo leon leonard leroy leslie leticia
    lewis lillian lily linda lindsay lindsey lisa liu lloyd logan lois lonnie lorena lorenzo lori lorraine louis
    louise lucas lucia lucille lucy luis luke luther lydia lynn mabel mackenzie madeline madison maggie malcolm malik
    mandy manuel marc marcia marco marcus margaret margarita maria marian marianne marie marilyn mario marion marisol
    marissa mark marlene marsha marshall martha martin marvin mary maryann mateo mathew matt matthew maureen maurice
    max maxine may megan mei melanie melinda melissa melody melvin mercedes meredith michael michele michelle miguel
    mike mildred milton mindy miranda miriam misty mitchell mohamed mohammed molly monica monique morgan muhammad myra
    myrtle nadia nancy naomi natalie natasha nathan nathaniel neil nelson nicholas nick nicolas nicole nikhil nina
    noah noel nora norma norman octavia olga olivia omar oscar otis owen paige pam pamela patricia patrick patsy patty
    paul paula pauline pedro peggy penny percy perry pete peter phil philip phillip phyllis preston priscilla priya
    rachel rafael rajesh ralph ramiro ramon randall randy raquel raul ravi ray raymond rebecca regina reginald rene
    renee rhonda ricardo richard rick ricky rita rob robert roberta roberto robin robyn rochelle rodney rodolfo roger
    roland roman ron ronald ronnie rosa rosalie rosario rose rosemary ross roxanne roy ruben ruby russell ruth ryan
    sabrina sadie sally salvador sam samantha samir samuel sandra sandy sanjay sara sarah saul savannah scott sean
    sebastian sergio seth shannon shari sharon shaun shawn sheila shelby shelly sheri sherri sherry shirley sidney
    silvia simon skyler sonia sophia sophie spencer stacey stacy stan stanley stella stephanie stephen steve steven
    stewart stuart sue susan suzanne sylvia tabitha tamara tameka tammy tanya tara tasha taylor ted terence teresa
    terrance terrell terri terry thelma theodore theresa thomas tiffany tim timothy tina todd tom tommy toni tony
    tonya tracey traci tracy travis trevor tricia troy tyler tyrone ursula valerie vanessa velma vera vernon veronica
    vicki vickie victor victoria vijay vincent viola violet virginia vivian wade wallace walter wanda warren wayne
    wendell wendy wesley whitney wilfred will william willie willis winston xavier yasmin yolanda yusuf yvette yvonne
    zachary zoe
    """
)

ALSO_WORDS = words_of(
    """
    ada ali amber angel april art austin baker banks bell best bill bird black bob bobby brown bush cameron candace
    carpenter carter case charlotte chase christian chuck church clinton cook cross crystal curtis daisy dale dawn day
    dean don earl early ebony faith field fields fisher florence forest fox frank franklin friend gene glass gold good
    grace grant gray green hall harry harvey hill hope hunter ian ida iris jack jackson jade jan jay jean jo jordan
    joy june kay kent king lamb lance lane late law lee little logan long love madison mark marsh marshall mason max
    may melody mercedes miller miranda misty moody morgan nick noble norma north otis page park parks pat patty penny
    pete porter potter power powers preston price ray rice rich rivers rob robin roman ron rose ross roy ruby sally
    sam sandy savannah scott sharp shepherd sherry short silver small snow spencer stan stone street strong sue swift
    taylor ted tracy troy tyler viola violet virginia wade walker ward warren waters wayne west white will winter wise
    wolf wood woods young
    """
)
