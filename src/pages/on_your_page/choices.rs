//! What is chosen in the form of the builder, and the options of the embed
//! that follow from it.

use picker::query;

/// Answers that can be given beforehand, by the names of their fields, which
/// are also those of the options.
const ANSWERS: [&str; 3] = ["topic", "lang", "region"];

/// What the form's fields say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choices {
    /// The way in: a key of [`content::embed::Way`].
    pub(super) way: String,
    theme: String,
    layout: String,
    /// Whether buttons and links have a colour of the host's own.
    pub(super) own_accent: bool,
    accent: String,
    heading: bool,
    powered: bool,
    answers: [String; 3],
    lock: bool,
    servers: String,
}

impl Default for Choices {
    /// The form before anything is changed.
    fn default() -> Self {
        Self {
            way: "link".to_owned(),
            theme: "auto".to_owned(),
            layout: "full".to_owned(),
            own_accent: false,
            accent: String::new(),
            heading: true,
            powered: true,
            answers: Default::default(),
            lock: false,
            servers: String::new(),
        }
    }
}

impl Choices {
    /// Reads the form's fields as a browser would send them. Boxes without a
    /// tick are not sent.
    pub(super) fn from_form(fields: &str) -> Self {
        let mut choices = Self {
            heading: false,
            powered: false,
            ..Self::default()
        };
        for (name, value) in query::pairs(fields) {
            let value = value.trim();
            match name.as_str() {
                "way" => choices.way = value.to_owned(),
                "theme" => choices.theme = value.to_owned(),
                "layout" => choices.layout = value.to_owned(),
                "own-accent" => choices.own_accent = true,
                "accent" => choices.accent = value.to_owned(),
                "heading" => choices.heading = true,
                "powered" => choices.powered = true,
                "lock" => choices.lock = true,
                "servers" => choices.servers = list(value),
                name => {
                    let answers = ANSWERS.iter().zip(&mut choices.answers);
                    for (_, answer) in answers.filter(|(known, _)| **known == name) {
                        *answer = list(value);
                    }
                }
            }
        }
        choices
    }

    /// The options, without what is the default anyway, in the order in which
    /// snippets have them.
    pub(super) fn options(&self) -> Vec<(&'static str, String)> {
        let mut options = Vec::new();
        if self.theme != "auto" {
            options.push(("theme", self.theme.clone()));
        }
        if self.layout != "full" {
            options.push(("layout", self.layout.clone()));
        }
        if self.own_accent {
            options.push(("accent", self.accent.clone()));
        }
        for (name, on) in [("heading", self.heading), ("powered", self.powered)] {
            if !on {
                options.push((name, "off".to_owned()));
            }
        }
        let answers = ANSWERS.into_iter().zip(self.answers.clone());
        let given: Vec<(&str, String)> = answers.filter(|(_, answer)| !answer.is_empty()).collect();
        let names: Vec<&str> = given.iter().map(|(name, _)| *name).collect();
        options.extend(given);
        if self.lock && !names.is_empty() {
            options.push(("locked", names.join(",")));
        }
        if !self.servers.is_empty() {
            options.push(("servers", self.servers.clone()));
        }
        options
    }
}

/// Items with commas between, however they were set apart.
fn list(text: &str) -> String {
    let items = text.split(|c: char| c == ',' || c.is_whitespace());
    let items: Vec<&str> = items.filter(|item| !item.is_empty()).collect();
    items.join(",")
}

#[cfg(test)]
mod tests {
    use super::Choices;

    #[test]
    fn the_form_as_it_comes_chooses_nothing() {
        assert_eq!(Choices::default().options(), []);
        let untouched = "way=link&theme=auto&layout=full&accent=%237a2e8c&heading=on&powered=on\
                         &topic=&lang=&region=&servers=";
        assert_eq!(Choices::from_form(untouched).options(), []);
    }

    #[test]
    fn what_is_chosen_becomes_options_in_order() {
        let choices = Choices::from_form(
            "way=frame&theme=dark&layout=compact&own-accent=on&accent=%237a2e8c&powered=on\
             &topic=academia&lang=de%20,+pt-BR&region=&lock=on&servers=a.example,++b.example",
        );
        let options = choices.options();
        let options: Vec<(&str, &str)> = options
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        assert_eq!(choices.way, "frame");
        assert_eq!(
            options,
            [
                ("theme", "dark"),
                ("layout", "compact"),
                ("accent", "#7a2e8c"),
                ("heading", "off"),
                ("topic", "academia"),
                ("lang", "de,pt-BR"),
                ("locked", "topic,lang"),
                ("servers", "a.example,b.example"),
            ]
        );
    }

    #[test]
    fn nothing_is_locked_where_no_answer_is_given() {
        let choices = Choices::from_form("heading=on&powered=on&lock=on");
        assert_eq!(choices.options(), []);
    }
}
