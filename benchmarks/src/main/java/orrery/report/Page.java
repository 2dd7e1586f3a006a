package orrery.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What all pages have around their content: style and script are within, nothing is fetched. */
public final class Page {
  /** The picture of the head of a page. */
  public static final String ORBITS =
      """
      <svg class="orbits" viewBox="0 0 220 120" aria-hidden="true">
      <g fill="none" stroke="currentColor"><ellipse cx="110" cy="60" rx="100" ry="50"/>
      <ellipse cx="110" cy="60" rx="68" ry="34"/><ellipse cx="110" cy="60" rx="36" ry="18"/></g>
      <circle cx="110" cy="60" r="7"/><circle cx="143" cy="53" r="3"/><circle cx="55" cy="80" r="4.5"/>
      <circle cx="190" cy="30" r="3.5"/></svg>
      """;

  private Page() {}

  /** A page with its style, whose body is open. */
  public static Html begin(String title) {
    Html html = new Html();
    html.raw("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
    html.empty("meta", "charset", "utf-8").raw("\n");
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.raw("\n").put("title", title);
    html.open("style").raw(resource("report.css")).close();
    return html.close().open("body");
  }

  /** The whole page, with its script. */
  public static String end(Html html) {
    html.open("script").raw(resource("report.js")).close();
    return html.close().close().written();
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) throw new AssertionError("no resource " + name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
