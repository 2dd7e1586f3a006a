package orrery.diagnostic;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Locale;

/** Shows diagnostics to other programs: one JSON object each, on one line. */
public final class JsonReport {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private JsonReport() {}

  /**
   * A diagnostic as a JSON object with {@code code}, {@code severity}, {@code message}, {@code
   * spans} (the primary one first), {@code notes} and {@code fixes}. Lines and columns count from 1
   * in code points; {@code start} and {@code end} are offsets in UTF-16 units from 0.
   */
  public static String json(Diagnostic diagnostic) {
    JsonObject object = new JsonObject();
    object.addProperty("code", diagnostic.code());
    object.addProperty("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT));
    object.addProperty("message", diagnostic.message());
    JsonArray spans = new JsonArray();
    spans.add(label(diagnostic.primary()));
    diagnostic.secondary().forEach(label -> spans.add(label(label)));
    object.add("spans", spans);
    JsonArray notes = new JsonArray();
    diagnostic.notes().forEach(notes::add);
    object.add("notes", notes);
    JsonArray fixes = new JsonArray();
    diagnostic.fix().ifPresent(fix -> fixes.add(fix(fix)));
    object.add("fixes", fixes);
    return GSON.toJson(object);
  }

  private static JsonObject label(Label label) {
    JsonObject object = span(label.span());
    object.addProperty("label", label.text());
    return object;
  }

  private static JsonObject fix(Fix fix) {
    JsonObject object = new JsonObject();
    object.addProperty("text", fix.text());
    JsonArray edits = new JsonArray();
    for (Edit edit : fix.edits()) {
      JsonObject each = span(edit.span());
      each.addProperty("replacement", edit.replacement());
      edits.add(each);
    }
    object.add("edits", edits);
    return object;
  }

  private static JsonObject span(Span span) {
    JsonObject object = new JsonObject();
    object.addProperty("file", span.source().name());
    object.addProperty("line", span.line());
    object.addProperty("column", span.column());
    object.addProperty("endLine", span.source().line(span.end()));
    object.addProperty("endColumn", span.source().column(span.end()));
    object.addProperty("start", span.start());
    object.addProperty("end", span.end());
    return object;
  }
}
