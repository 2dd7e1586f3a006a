package orrery.publish;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;

/**
 * Metadata of a publication in Croissant 1.0: its files, and what the columns of its table are.
 *
 * <p>Source: mlcommons/croissant, {@code docs/croissant-spec.md}, version 1.0, 2024.
 */
final class Croissant {
  /** The context that the specification recommends, as far as its words are used here. */
  private static final String CONTEXT =
      """
      {"@language": "en", "@vocab": "https://schema.org/", "citeAs": "cr:citeAs", "column": "cr:column",
       "conformsTo": "dct:conformsTo", "cr": "http://mlcommons.org/croissant/",
       "data": {"@id": "cr:data", "@type": "@json"}, "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
       "dct": "http://purl.org/dc/terms/", "examples": {"@id": "cr:examples", "@type": "@json"},
       "extract": "cr:extract", "field": "cr:field", "fileProperty": "cr:fileProperty",
       "fileObject": "cr:fileObject", "fileSet": "cr:fileSet", "format": "cr:format",
       "includes": "cr:includes", "isLiveDataset": "cr:isLiveDataset", "jsonPath": "cr:jsonPath",
       "key": "cr:key", "md5": "cr:md5", "parentField": "cr:parentField", "path": "cr:path",
       "recordSet": "cr:recordSet", "references": "cr:references", "regex": "cr:regex",
       "repeated": "cr:repeated", "replace": "cr:replace", "sc": "https://schema.org/",
       "separator": "cr:separator", "source": "cr:source", "subField": "cr:subField",
       "transform": "cr:transform"}
      """;

  private static final String RECORDS = "models";

  private Croissant() {}

  /** A file of the publication. */
  record Resource(String path, String format, long bytes, String sha256) {}

  /** The document. */
  static JsonObject of(
      Publication.Labels labels, String description, Table table, List<Resource> resources) {
    JsonObject json = new JsonObject();
    json.add("@context", JsonParser.parseString(CONTEXT));
    json.addProperty("@type", "sc:Dataset");
    json.addProperty("name", labels.name());
    json.addProperty("description", description);
    json.addProperty("conformsTo", "http://mlcommons.org/croissant/1.0");
    json.addProperty("license", labels.licence());
    labels.url().ifPresent(url -> json.addProperty("url", url));
    labels.creator().ifPresent(name -> json.add("creator", creator(name)));
    labels.date().ifPresent(date -> json.addProperty("datePublished", date));
    json.addProperty("version", labels.version());
    json.addProperty("isLiveDataset", false);
    JsonArray distribution = new JsonArray();
    resources.forEach(r -> distribution.add(file(r)));
    set(distribution, "weights", "application/octet-stream", PublishedModel.WEIGHTS);
    set(distribution, "circuits", "application/json", PublishedModel.CIRCUIT);
    set(distribution, "hook-edges", "application/json", PublishedModel.HOOK_EDGES);
    set(distribution, "graphs", "application/json", PublishedModel.GRAPH);
    set(distribution, "evaluation-pairs", "application/json", PublishedModel.PAIRS);
    set(distribution, "certificates", "application/json", PublishedModel.CERTIFICATE);
    json.add("distribution", distribution);
    JsonArray sets = new JsonArray();
    sets.add(records(table));
    json.add("recordSet", sets);
    return json;
  }

  private static JsonObject creator(String name) {
    JsonObject creator = new JsonObject();
    creator.addProperty("@type", "sc:Person");
    creator.addProperty("name", name);
    return creator;
  }

  private static JsonObject file(Resource r) {
    JsonObject file = new JsonObject();
    file.addProperty("@type", "cr:FileObject");
    file.addProperty("@id", r.path());
    file.addProperty("name", r.path());
    file.addProperty("contentUrl", r.path());
    file.addProperty("contentSize", r.bytes() + " B");
    file.addProperty("encodingFormat", r.format());
    file.addProperty("sha256", r.sha256());
    return file;
  }

  private static void set(JsonArray distribution, String id, String format, String file) {
    JsonObject set = new JsonObject();
    set.addProperty("@type", "cr:FileSet");
    set.addProperty("@id", id);
    set.addProperty("name", id);
    set.addProperty("encodingFormat", format);
    set.addProperty("includes", PublishedModel.MODELS + "/**/" + file);
    distribution.add(set);
  }

  private static JsonObject records(Table table) {
    JsonObject records = new JsonObject();
    records.addProperty("@type", "cr:RecordSet");
    records.addProperty("@id", RECORDS);
    records.addProperty("name", RECORDS);
    records.addProperty("description", "One record a model; an empty cell is not known.");
    records.add("key", reference(RECORDS + "/id"));
    JsonArray fields = new JsonArray();
    table.columns().forEach(c -> fields.add(field(c)));
    records.add("field", fields);
    return records;
  }

  private static JsonObject field(Column column) {
    JsonObject extract = new JsonObject();
    extract.addProperty("column", column.name());
    JsonObject source = new JsonObject();
    source.add("fileObject", reference(Publication.CSV));
    source.add("extract", extract);
    JsonObject field = new JsonObject();
    field.addProperty("@type", "cr:Field");
    field.addProperty("@id", RECORDS + "/" + column.name());
    field.addProperty("name", column.name());
    field.addProperty("description", column.description());
    field.addProperty("dataType", column.type().croissant());
    field.add("source", source);
    return field;
  }

  private static JsonObject reference(String id) {
    JsonObject reference = new JsonObject();
    reference.addProperty("@id", id);
    return reference;
  }
}
