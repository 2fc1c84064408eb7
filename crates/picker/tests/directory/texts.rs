use picker::plain_text::{one_line, paragraphs, plain_line, shorten};
use proptest::prelude::*;

#[test]
fn markup_goes_and_the_words_stay() {
    for (given, want) in [
        ("<p>Hello <b>world</b></p>", "Hello world"),
        ("One<br/>two<BR>three", "One two three"),
        ("<ul><li>a</li><li>b</li></ul>", "a b"),
        ("<script>alert(1)</script>Hi<STYLE>p{}</style>!", "Hi!"),
        ("Hi<script>alert(1)", "Hi"),
        ("Hi<!-- not <b>this</b> -->!", "Hi!"),
        ("<a title=\"a > b\" href='x'>link</a>", "link"),
        ("<a title=\"never closed>link", "link"),
        ("I <3 trains & <boats", "I <3 trains & <boats"),
        ("a < b && c > d", "a < b && c > d"),
        (
            "fish &amp; chips &lt;b&gt; &#228;&#xE4;&auml; &nope; &#xD800; &",
            "fish & chips <b> äää &nope; &#xD800; &",
        ),
        ("&#x202e;evil", "evil"),
    ] {
        assert_eq!(one_line(given, 500), want, "{given}");
    }
}

#[test]
fn text_that_is_no_html_keeps_what_looks_like_it() {
    for (given, want) in [
        ("<b>bold</b> &amp; &lt;i&gt;", "<b>bold</b> &amp; &lt;i&gt;"),
        (" <\u{fffc}A> \r\n <!-- x", "<A> <!-- x"),
    ] {
        assert_eq!(plain_line(given, 500), want, "{given}");
    }
    assert_eq!(plain_line("<em>one two</em>", 8), "<em>one…");
}

#[test]
fn spaces_and_line_ends_are_tidied() {
    assert_eq!(
        one_line("A server\r\nfor\t\u{a0} trains.\r\n", 500),
        "A server for trains."
    );
    assert_eq!(
        paragraphs(
            "<p>One</p>\r\n\r\n<p>Two<br>three</p>\n\n\n\n<p>Four</p>",
            500
        ),
        "One\n\nTwo\nthree\n\nFour"
    );
    assert_eq!(paragraphs("a\r\nb\rc", 500), "a\nb\nc");
}

#[test]
fn nothing_turns_the_text_around_or_hides_in_it() {
    let tricks = "a\u{202e}b\u{2066}c\u{2069}\u{200f}d\u{61c}\u{200b}\u{feff}\0\u{1b}[31m\u{fffd}e";
    assert_eq!(one_line(tricks, 500), "abcd[31me");
}

#[test]
fn scripts_that_need_joiners_and_marks_keep_them() {
    for text in [
        "می‌خواهم",
        "👩‍👩‍👧",
        "🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}",
        "नमस्ते",
        "שָׁלוֹם",
    ] {
        assert_eq!(one_line(text, 500), text);
    }
}

#[test]
fn accents_cannot_pile_up_over_other_lines() {
    let pile = format!("Z{}", "\u{301}".repeat(100));
    assert_eq!(one_line(&pile, 500).chars().count(), 9);
}

#[test]
fn long_texts_end_after_a_word_or_between_characters() {
    assert_eq!(shorten("one two three four", 12), "one two…");
    assert_eq!(shorten("one", 3), "one");
    assert_eq!(shorten("abcdefghij", 5), "abcd…");
    // Never half a flag, half a family, or a letter without its accent.
    assert_eq!(shorten("🇩🇪🇫🇷🇪🇸", 4), "🇩🇪…");
    assert_eq!(shorten("xx👩‍👩‍👧yyyyyyyyy", 6), "xx…");
    assert_eq!(shorten("aae\u{301}bcd", 4), "aa…");
    assert_eq!(shorten("ab👍🏽cdef", 4), "ab…");
    let long = "ä".repeat(35_622);
    let short = one_line(&long, 500);
    assert_eq!(short.chars().count(), 500);
    assert!(short.ends_with('…'));
}

#[test]
fn a_hostile_text_is_done_with_quickly() {
    let start = std::time::Instant::now();
    for piece in [
        "<a b='",
        "<a b=\"><",
        "<!--",
        "<script>",
        "&#x",
        "<",
        "<a",
        "\u{301}",
    ] {
        let text = piece.repeat(1_000_000);
        let _ = one_line(&text, 500);
        // Long rows, each with its one `>` at the end.
        let row = text[..piece.len() * (60_000 / piece.len())].to_owned() + ">";
        for _ in 0..20 {
            let _ = one_line(&row, 100_000);
        }
    }
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}

proptest! {
    #[test]
    fn any_text_comes_out_harmless(text in "(<|>|&|/|br|p|script|=|\"|'|#x|;|\\PC|\\s|\\x00|\u{202e}){0,80}", max in 0usize..60) {
        for clean in [one_line(&text, max), paragraphs(&text, max), plain_line(&text, max)] {
            prop_assert!(clean.chars().count() <= max);
            let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}');
            let bad = clean.chars().any(|c| (c.is_control() && c != '\n') || turns(c));
            prop_assert!(!bad, "{clean:?}");
            prop_assert_eq!(clean.trim(), &clean);
        }
        prop_assert!(!one_line(&text, max).contains('\n'));
    }

    #[test]
    fn a_line_that_was_made_comes_out_unchanged(
        text in "(<|>|&lt;|&amp;|<b>|<!--|\\PC|\\s|\u{fffc}|\u{202e}|\u{301}){0,80}", max in 0usize..60,
    ) {
        let line = plain_line(&text, max);
        prop_assert_eq!(plain_line(&line, max), line);
    }
}
