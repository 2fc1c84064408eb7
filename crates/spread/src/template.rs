//! Texts with places for values: `Find yours: {link}`.

/// Puts values into a text in one pass, so that a value that looks like a place
/// stays as it is. Places without a value stay, too.
#[must_use]
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(start) = rest.find('{') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let value = rest.find('}').and_then(|end| {
            let name = &rest[1..end];
            let value = values.iter().find(|(known, _)| *known == name)?;
            Some((value.1, end + 1))
        });
        if let Some((value, after)) = value {
            out.push_str(value);
            rest = &rest[after..];
        } else {
            out.push('{');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

/// The places of a text, in order.
pub fn places(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').skip(1).filter_map(|part| {
        let (name, _) = part.split_once('}')?;
        Some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn values_stand_in_their_places() {
        let text = "Hi {name}: {link} ({link}), {other} {";
        let filled = fill(text, &[("link", "https://a.example/"), ("name", "{link}")]);
        assert_eq!(
            filled,
            "Hi {link}: https://a.example/ (https://a.example/), {other} {"
        );
        let found: Vec<&str> = places(text).collect();
        assert_eq!(found, ["name", "link", "link", "other"]);
    }

    proptest! {
        #[test]
        fn a_value_comes_through_as_it_is(before in "[^{}]*", value in ".*", after in "[^{}]*") {
            let filled = fill(&format!("{before}{{x}}{after}"), &[("x", &value)]);
            prop_assert_eq!(filled, format!("{before}{value}{after}"));
        }

        #[test]
        fn any_text_without_values_stays(text in ".*") {
            prop_assert_eq!(fill(&text, &[]), text);
        }
    }
}
