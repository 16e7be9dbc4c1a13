// The plain value of an element's state, and the elements' initial values.

const FIELDS = ["value", "selected_user", "selected_conversation", "selected_channel", "selected_date", "selected_time", "selected_date_time", "selected_users", "selected_conversations", "selected_channels", "files"];

export function valueOf(state, element) {
  if (state.selected_option !== undefined) return state.selected_option;
  if (state.selected_options !== undefined) return state.selected_options;
  const field = FIELDS.find((name) => state[name] !== undefined);
  return field ? state[field] : initial(element);
}

function initial(element) {
  const name = Object.keys(element).find((key) => key.startsWith("initial_"));
  return name ? element[name] : undefined;
}
