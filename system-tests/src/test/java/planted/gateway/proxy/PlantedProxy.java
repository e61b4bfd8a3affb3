package planted.gateway.proxy;

/** Breaks on purpose: the proxy knows the console. */
public class PlantedProxy {
    planted.gateway.console.PlantedConsole console;
}
