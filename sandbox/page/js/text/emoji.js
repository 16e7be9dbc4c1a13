// Common emoji shortcodes.
const LIST = `
+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|ok_hand 👌|wave 👋|raised_hands 🙌|clap 👏|pray 🙏|muscle 💪|point_right 👉|point_left 👈|point_up ☝️|point_down 👇|handshake 🤝|writing_hand ✍️
smile 😄|smiley 😃|grinning 😀|grin 😁|slightly_smiling_face 🙂|simple_smile 🙂|blush 😊|wink 😉|joy 😂|thinking_face 🤔|neutral_face 😐|disappointed 😞|worried 😟|cry 😢|sunglasses 😎|heart_eyes 😍|sweat_smile 😅|confused 😕|partying_face 🥳|hugging_face 🤗|eyes 👀|bow 🙇|shrug 🤷
heart ❤️|star ⭐|star2 🌟|sparkles ✨|fire 🔥|tada 🎉|rocket 🚀|zap ⚡|boom 💥|100 💯|gift 🎁|trophy 🏆|medal 🏅|dart 🎯|crown 👑
white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|negative_squared_cross_mark ❎|warning ⚠️|no_entry ⛔|no_entry_sign 🚫|question ❓|grey_question ❔|exclamation ❗|bangbang ‼️|information_source ℹ️|sos 🆘|recycle ♻️|new 🆕|ok 🆗|soon 🔜
red_circle 🔴|large_red_circle 🔴|large_orange_circle 🟠|orange_circle 🟠|large_yellow_circle 🟡|yellow_circle 🟡|large_green_circle 🟢|green_circle 🟢|large_blue_circle 🔵|blue_circle 🔵|white_circle ⚪|black_circle ⚫|white_large_square ⬜|black_large_square ⬛|large_green_square 🟩|large_yellow_square 🟨|large_red_square 🟥|large_blue_square 🟦|small_blue_diamond 🔹|small_orange_diamond 🔸|radio_button 🔘
calendar 📆|date 📅|spiral_calendar_pad 🗓️|clock1 🕐|clock3 🕒|alarm_clock ⏰|stopwatch ⏱️|timer_clock ⏲️|hourglass ⌛|hourglass_flowing_sand ⏳|bell 🔔|no_bell 🔕|bellhop_bell 🛎️|loudspeaker 📢|mega 📣|speech_balloon 💬|left_speech_bubble 🗨️|thought_balloon 💭
page_facing_up 📄|page_with_curl 📃|memo 📝|pencil 📝|pencil2 ✏️|clipboard 📋|bookmark_tabs 📑|books 📚|book 📖|open_book 📖|notebook 📓|ledger 📒|scroll 📜|file_folder 📁|open_file_folder 📂|card_index 📇|card_index_dividers 🗂️|file_cabinet 🗄️|wastebasket 🗑️|bookmark 🔖|label 🏷️|paperclip 📎|link 🔗|pushpin 📌|round_pushpin 📍
bar_chart 📊|chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|moneybag 💰|dollar 💵|money_with_wings 💸|credit_card 💳|receipt 🧾|bank 🏦|briefcase 💼|office 🏢|classical_building 🏛️|house 🏠|factory 🏭|construction 🚧|hammer_and_wrench 🛠️|wrench 🔧|hammer 🔨|gear ⚙️|nut_and_bolt 🔩|toolbox 🧰
computer 💻|desktop_computer 🖥️|keyboard ⌨️|printer 🖨️|iphone 📱|telephone_receiver 📞|phone ☎️|telephone ☎️|email 📧|e-mail 📧|envelope ✉️|incoming_envelope 📨|envelope_with_arrow 📩|inbox_tray 📥|outbox_tray 📤|package 📦|satellite 🛰️|floppy_disk 💾|cd 💿|battery 🔋|electric_plug 🔌|bulb 💡|flashlight 🔦|globe_with_meridians 🌐|cloud ☁️|shield 🛡️|lock 🔒|unlock 🔓|key 🔑|mag 🔍|mag_right 🔎
arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrow_forward ▶️|arrow_backward ◀️|leftwards_arrow_with_hook ↩️|arrow_right_hook ↪️|arrows_counterclockwise 🔄|repeat 🔁|back 🔙|heavy_plus_sign ➕|heavy_minus_sign ➖|fast_forward ⏩|rewind ⏪|black_square_for_stop ⏹️|double_vertical_bar ⏸️
one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣|nine 9️⃣|keycap_ten 🔟|zero 0️⃣|hash #️⃣
bust_in_silhouette 👤|busts_in_silhouette 👥|man 👨|woman 👩|technologist 🧑‍💻|office_worker 🧑‍💼|robot_face 🤖|ear 👂|brain 🧠|seedling 🌱|evergreen_tree 🌲|herb 🌿|sunny ☀️|umbrella ☔|coffee ☕|dog 🐶|cat 🐱|us 🇺🇸|flag-us 🇺🇸|checkered_flag 🏁|triangular_flag_on_post 🚩|waving_white_flag 🏳️
`;

export const EMOJI = new Map(LIST.trim().split(/[|\n]/).map((pair) => pair.split(" ")));
export const QUICK = ["+1", "white_check_mark", "eyes", "pray", "tada", "heart", "smile", "thinking_face", "raised_hands", "rocket", "question", "x"];

export function emoji(name) {
  return EMOJI.get(name.replace(/::skin-tone-\d/, "")) ?? null;
}
