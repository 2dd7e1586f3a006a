package orrery.engine;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;

/** Starts PyTorch. Nothing of DJL is called before this. */
public final class Torch {
  /**
   * Nothing is downloaded and nobody is told; one thread, since spinning threads make each other
   * wait where processors are shared. Who sets a property keeps it.
   */
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "ai.djl.offline", "true",
          "OPT_OUT_TRACKING", "true",
          "ai.djl.pytorch.num_threads", "1",
          "ai.djl.pytorch.num_interop_threads", "1");

  private Torch() {}

  /**
   * The owner of everything outside the Java heap on a device.
   *
   * @throws NoTorch where there is no such device, or no PyTorch
   */
  public static NDManager start(Processor processor) {
    PROPERTIES.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) System.setProperty(name, value);
        });
    Engine engine;
    try {
      engine = Engine.getEngine("PyTorch");
    } catch (EngineException | UnsatisfiedLinkError missing) {
      throw new NoTorch(
          "PyTorch's native library does not start on this machine (%s); the plain-Java engine needs none"
              .formatted(reason(missing)),
          missing);
    }
    NDManager manager = engine.newBaseManager(processor.device());
    if (processor == Processor.GPU) requireDevice(manager);
    return manager;
  }

  private static void requireDevice(NDManager manager) {
    try (NDArray probe = manager.create(new double[] {1})) {
      if (probe.toDoubleArray()[0] != 1) throw new AssertionError("a device that forgets");
    } catch (EngineException missing) {
      manager.close();
      throw new NoTorch(
          "PyTorch finds no CUDA device here; take the CPU, or install a PyTorch for CUDA and point"
              + " PYTORCH_LIBRARY_PATH at it",
          missing);
    }
  }

  /** The first line of the deepest cause. */
  private static String reason(Throwable failure) {
    Throwable deepest = failure;
    for (Throwable c = failure.getCause(); c != null; c = c.getCause()) deepest = c;
    return String.valueOf(deepest.getMessage()).lines().findFirst().orElse("no reason given");
  }
}
